package io.simpledht.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every public type of an exported package says what it is for. The Javadoc tool can ask for that
 * only together with a tag for each parameter, which would fill the API with sentences that say
 * nothing.
 */
final class ApiDocumentationTest {

  @ParameterizedTest
  @CsvSource({
    "dht-protocol, io.simpledht.protocol",
    "dht-protocol, io.simpledht.protocol.codec",
    "dht-protocol, io.simpledht.protocol.message",
    "dht-protocol, io.simpledht.protocol.transport",
    "dht-store, io.simpledht.store",
    "dht-transport-udp, io.simpledht.transport.udp",
    "dht-node, io.simpledht.node"
  })
  void publicTypesShouldSayWhatTheyAreFor(String module, String exported) throws IOException {
    Path directory =
        Path.of("..", module, "src", "main", "java").resolve(exported.replace('.', '/'));
    assertThat(undocumented(sourcesOf(directory))).isEmpty();
  }

  private static List<Path> sourcesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  private static List<String> undocumented(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> found = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-proc:none", "--release", "17");
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources));
      DocTrees comments = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Scanner(comments, found).scan(unit, null);
      }
    }
    return found;
  }

  /** Collects public types without a comment, nested ones included. */
  private static final class Scanner extends TreePathScanner<Void, Void> {

    private final DocTrees comments;
    private final List<String> found;

    Scanner(DocTrees comments, List<String> found) {
      this.comments = comments;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (!isVisible(type)) {
        return null;
      }
      if (comments.getDocComment(getCurrentPath()) == null) {
        found.add(type.getSimpleName().toString());
      }
      return super.visitClass(type, unused);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      return null;
    }

    private boolean isVisible(ClassTree type) {
      ModifiersTree modifiers = type.getModifiers();
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || modifiers.getFlags().contains(Modifier.PROTECTED)
          || getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
    }
  }
}
