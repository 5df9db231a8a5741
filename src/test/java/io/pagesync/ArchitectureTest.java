package io.pagesync;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** The plan of the packages, as docs/architecture.md has it. */
@AnalyzeClasses(packages = "io.pagesync", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_USE_ONLY_WHAT_THE_PLAN_ALLOWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("errors")
            .definedBy("io.pagesync")
            .layer("config")
            .definedBy("io.pagesync.config")
            .layer("page")
            .definedBy("io.pagesync.page")
            .layer("paging")
            .definedBy("io.pagesync.paging")
            .layer("rate")
            .definedBy("io.pagesync.rate")
            .layer("api")
            .definedBy("io.pagesync.api")
            .layer("settings")
            .definedBy("io.pagesync.settings")
            .layer("auth")
            .definedBy("io.pagesync.auth")
            .layer("report")
            .definedBy("io.pagesync.report")
            .layer("ledger")
            .definedBy("io.pagesync.ledger")
            .layer("evidence")
            .definedBy("io.pagesync.evidence")
            .layer("run")
            .definedBy("io.pagesync.run")
            .layer("destination")
            .definedBy("io.pagesync.destination")
            .layer("sink")
            .definedBy("io.pagesync.sink")
            .layer("database")
            .definedBy("io.pagesync.database..")
            .layer("jms")
            .definedBy("io.pagesync.jms")
            .layer("camel")
            .definedBy("io.pagesync.camel..")
            .layer("client")
            .definedBy("io.pagesync.client")
            .layer("cli")
            .definedBy("io.pagesync.cli")
            .layer("spring")
            .definedBy("io.pagesync.spring")
            .layer("sandbox")
            .definedBy("io.pagesync.sandbox")
            .whereLayer("settings")
            .mayOnlyAccessLayers("errors")
            .whereLayer("page")
            .mayOnlyAccessLayers("errors")
            .whereLayer("paging")
            .mayOnlyAccessLayers("page", "settings", "errors")
            .whereLayer("report")
            .mayNotAccessAnyLayer()
            .whereLayer("ledger")
            .mayOnlyAccessLayers("report")
            .whereLayer("evidence")
            .mayOnlyAccessLayers("report", "paging", "page")
            .whereLayer("rate")
            .mayOnlyAccessLayers("errors")
            .whereLayer("api")
            .mayOnlyAccessLayers("rate", "page", "settings", "errors")
            .whereLayer("config")
            .mayOnlyAccessLayers("database", "jms", "auth", "api", "rate", "settings", "errors")
            .whereLayer("jms")
            .mayOnlyAccessLayers("errors")
            .whereLayer("auth")
            .mayOnlyAccessLayers("api", "page", "settings", "errors")
            .whereLayer("run")
            .mayOnlyAccessLayers("evidence", "ledger", "report", "api", "paging", "page", "rate", "settings", "errors")
            .whereLayer("destination")
            .mayOnlyAccessLayers("run", "report", "page", "errors")
            .whereLayer("sink")
            .mayOnlyAccessLayers("destination", "run", "report", "page", "settings", "errors")
            .whereLayer("database")
            .mayOnlyAccessLayers("destination", "run", "report", "page", "rate", "settings", "errors")
            .whereLayer("client")
            .mayOnlyAccessLayers(
                    "camel", "config", "run", "report", "auth", "api", "page", "rate", "settings", "errors")
            .whereLayer("client")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("sandbox")
            .mayOnlyAccessLayers("cli", "errors")
            .whereLayer("sandbox")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("spring")
            .mayNotAccessAnyLayer()
            .whereLayer("spring")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("sandbox");

    /** A database knows the seam and nothing of those who use it; what rows are knows of no database. */
    @ArchTest
    static final ArchRule ROOMS_OF_THE_DATABASE_USE_ONLY_THOSE_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("table")
            .definedBy("io.pagesync.database.table")
            .layer("row")
            .definedBy("io.pagesync.database.row")
            .layer("dialect")
            .definedBy("io.pagesync.database.dialect")
            .layer("sqlite")
            .definedBy("io.pagesync.database.sqlite")
            .layer("postgres")
            .definedBy("io.pagesync.database.postgres")
            .layer("own")
            .definedBy("io.pagesync.database.own")
            .layer("database")
            .definedBy("io.pagesync.database")
            .whereLayer("table")
            .mayNotAccessAnyLayer()
            .whereLayer("row")
            .mayOnlyAccessLayers("table")
            .whereLayer("dialect")
            .mayOnlyAccessLayers("row", "table")
            .whereLayer("sqlite")
            .mayOnlyAccessLayers("dialect", "row", "table")
            .whereLayer("postgres")
            .mayOnlyAccessLayers("dialect", "row", "table")
            .whereLayer("own")
            .mayOnlyAccessLayers("dialect", "row", "table");

    /** Whoever looks for an error finds nothing else there. */
    @ArchTest
    static final ArchRule THE_ROOT_HOLDS_THE_ERRORS_ONLY = classes()
            .that()
            .resideInAPackage("io.pagesync")
            .should()
            .beAssignableTo(PagesyncException.class)
            .orShould()
            .haveSimpleName("package-info");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.pagesync.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CYCLES_AT_THE_EDGE_TO_CAMEL =
            slices().matching("io.pagesync.camel.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_EDGE_IMPORTS_CAMEL = noClasses()
            .that()
            .resideOutsideOfPackages("io.pagesync.camel..", "io.pagesync.cli", "io.pagesync.spring")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.camel..").and(not(belongToAnyOf(CamelContext.class))));

    /** A client may be told in which context to live. */
    @ArchTest
    static final ArchRule ONLY_THE_EDGE_AND_CLIENTS_KNOW_OF_A_CONTEXT = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.pagesync.camel..", "io.pagesync.cli", "io.pagesync.spring", "io.pagesync.client")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    /** An application that embeds us has a process and signals of its own. */
    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_ENDS_THE_PROCESS = noClasses()
            .that()
            .resideOutsideOfPackages("io.pagesync.cli", "io.pagesync.sandbox")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .callMethod(Runtime.class, "addShutdownHook", Thread.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.jline.utils.Signals");

    /** What is not ours to bring is touched in one place, which is loaded only where the host has it. */
    @ArchTest
    static final ArchRule OPTIONAL_CLASSES_STAY_APART = noClasses()
            .that()
            .resideOutsideOfPackage("io.pagesync.spring")
            .and()
            .doNotHaveSimpleName("RunMeters")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "io.micrometer..");

    @ArchTest
    static final ArchRule NO_ROUTE_IN_JAVA =
            noClasses().should().beAssignableTo("org.apache.camel.builder.RouteBuilder");

    @ArchTest
    static final ArchRule ERRORS_ARE_ONE_FAMILY = classes()
            .that()
            .areAssignableTo(RuntimeException.class)
            .and()
            .resideOutsideOfPackage("io.pagesync.sandbox")
            .should()
            .beAssignableTo(PagesyncException.class);

    /** Whoever reads the name of a class knows on which side it is. */
    @ArchTest
    static void noTestClassHasTheNameOfOneOfTheApplication(JavaClasses application) throws IOException {
        Set<String> names = application.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
        try (Stream<Path> tests = Files.walk(Path.of("src/test/java"))) {
            assertThat(tests.map(file -> file.getFileName().toString().replace(".java", ""))
                            .filter(name -> !name.equals("package-info")))
                    .doesNotContainAnyElementsOf(names);
        }
    }
}
