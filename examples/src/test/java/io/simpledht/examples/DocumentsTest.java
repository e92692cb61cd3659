package io.simpledht.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the documents to what they say: code compiles, links lead somewhere, constants exist. */
final class DocumentsTest {

  private static final Path ROOT = root();

  private static final List<String> IMPORTED =
      List.of(
          "io.simpledht.node",
          "io.simpledht.protocol",
          "io.simpledht.simulator",
          "io.simpledht.simulator.junit",
          "java.io",
          "java.time",
          "java.util");

  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern CONSTANT = Pattern.compile("`([A-Z]\\w+)\\.([A-Z][A-Z0-9_]+)`");
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

  @Test
  void javaInTheReadmeShouldCompile(@TempDir Path classes) throws IOException {
    List<String> blocks = matches(JAVA_BLOCK, Files.readString(ROOT.resolve("README.md")));
    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      assertThat(complaints(asClass(block), classes)).as(block).isEmpty();
    }
  }

  @Test
  void readmeShouldNameTheVersionThatIsBuilt() throws IOException {
    String built = matches(VERSION, Files.readString(ROOT.resolve("pom.xml"))).get(0);
    assertThat(matches(VERSION, Files.readString(ROOT.resolve("README.md"))))
        .isNotEmpty()
        .containsOnly(built);
  }

  @Test
  void linksShouldLeadSomewhere() throws IOException {
    for (Path document : documents()) {
      for (String target : matches(LINK, Files.readString(document))) {
        assertThat(document.getParent().resolve(target)).as("linked from " + document).exists();
      }
    }
  }

  @Test
  void constantsInTheArchitectureShouldExist() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/ARCHITECTURE.md"));
    Matcher named = CONSTANT.matcher(text);
    int found = 0;
    while (named.find()) {
      found++;
      assertThat(declares(named.group(1), named.group(2))).as(named.group()).isTrue();
    }
    assertThat(found).isPositive();
  }

  private static boolean declares(String type, String constant) throws IOException {
    try (Stream<Path> sources = Files.walk(ROOT)) {
      List<Path> candidates =
          sources.filter(path -> path.endsWith(type + ".java")).collect(Collectors.toList());
      for (Path source : candidates) {
        if (Pattern.compile("\\b" + constant + "\\b").matcher(Files.readString(source)).find()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Statements become the body of a method, methods become members of a class. */
  private static String asClass(String block) {
    boolean methods = block.startsWith("@");
    String members = methods ? block : "void run() throws Exception {" + block + "}";
    return IMPORTED.stream().map("import %s.*;\n"::formatted).collect(Collectors.joining())
        + "import static org.assertj.core.api.Assertions.assertThat;\n"
        + "class FromReadme {\n"
        + members
        + "\n}\n";
  }

  private static String complaints(String source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of(
            "-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
    boolean compiled =
        compiler
            .getTask(complaints, null, null, options, null, List.of(new FromString(source)))
            .call();
    return compiled ? "" : complaints + source;
  }

  private static final class FromString extends SimpleJavaFileObject {
    private final String source;

    FromString(String source) {
      super(URI.create("string:///FromReadme.java"), JavaFileObject.Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    documents.add(ROOT.resolve("README.md"));
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    return documents;
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }

  /** Maven runs tests in the module, an editor may run them in the root. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("dht-node")) ? here : here.getParent();
  }
}
