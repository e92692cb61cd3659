package io.simpledht.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may use whom. Module descriptors say it for whole modules on the module path; these rules
 * also hold on the class path, and for single packages. They live here because this module sees all
 * others.
 */
final class ArchitectureTest {

  private static final String PROTOCOL = "io.simpledht.protocol..";
  private static final String UDP = "io.simpledht.transport.udp..";
  private static final String STORE = "io.simpledht.store..";
  private static final String NODE = "io.simpledht.node..";
  private static final String SIMULATOR = "io.simpledht.simulator..";
  private static final String CLI = "io.simpledht.cli..";

  private static JavaClasses product;

  @BeforeAll
  static void importProduct() {
    product =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.simpledht");
  }

  @Test
  void shouldSeeTheClassesItJudges() {
    classes().that().resideInAPackage(PROTOCOL).should().resideInAPackage(PROTOCOL).check(product);
    classes().that().resideInAPackage(STORE).should().resideInAPackage(STORE).check(product);
    classes().that().resideInAPackage(NODE).should().resideInAPackage(NODE).check(product);
  }

  @Test
  void protocolShouldNeedNothingButTheJdk() {
    check(
        classes()
            .that()
            .resideInAPackage(PROTOCOL)
            .should(OnlyDependOn.packages("java..", PROTOCOL)));
  }

  @Test
  void storeShouldKnowOnlyTheProtocol() {
    check(
        classes()
            .that()
            .resideInAPackage(STORE)
            .should(OnlyDependOn.packages("java..", PROTOCOL, STORE)));
  }

  @Test
  void transportShouldKnowOnlyTheProtocol() {
    check(
        classes()
            .that()
            .resideInAPackage(UDP)
            .should(OnlyDependOn.packages("java..", PROTOCOL, UDP)));
  }

  @Test
  void nodeShouldKnowSeamsAndNotWhatIsBehindThem() {
    check(mayNotUse(NODE, UDP, SIMULATOR, CLI));
  }

  @Test
  void simulatorShouldRunTheNodeWithoutSocketOrConsole() {
    check(mayNotUse(SIMULATOR, UDP, CLI));
  }

  @Test
  void onlyTheCommandLineShouldUseItself() {
    check(
        noClasses()
            .that(not(resideInAPackage(CLI)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLI));
  }

  @Test
  void logicShouldOpenNoSocket() {
    check(
        noClasses()
            .that(resideInAnyPackage(PROTOCOL, STORE, NODE, SIMULATOR))
            .should(UseSockets.orSelectors()));
  }

  @Test
  void filesShouldBePaths() {
    check(
        noClasses()
            .that(resideInAnyPackage(PROTOCOL, UDP, STORE, NODE, SIMULATOR))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.simpledht.protocol",
        "io.simpledht.protocol.codec",
        "io.simpledht.protocol.message",
        "io.simpledht.protocol.transport",
        "io.simpledht.store",
        "io.simpledht.node"
      })
  void thirdPartyTypesShouldStayOutOfTheApi(String exported) {
    check(
        classes()
            .that()
            .resideInAPackage(exported)
            .and()
            .arePublic()
            .should(ShowOnlyOwnTypes.andThoseOfTheJdk()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"protocol", "transport.udp", "store", "node", "simulator", "cli"})
  void packagesOfAModuleShouldFormNoCycle(String module) {
    check(slices().matching("io.simpledht." + module + "(**)").should().beFreeOfCycles());
  }

  @Test
  void commandsOfTheCommandLineShouldNotKnowEachOther() {
    String client = "io.simpledht.cli.client";
    String start = "io.simpledht.cli.start";
    String simulate = "io.simpledht.cli.simulate";
    check(mayNotUse(client, start, simulate));
    check(mayNotUse(start, client, simulate));
    check(mayNotUse(simulate, client, start));
  }

  private static ArchRule mayNotUse(String from, String... packages) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(product);
  }
}
