package io.pagesync;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;

/** The plan of the packages, as docs/architecture.md has it. */
@AnalyzeClasses(packages = "io.pagesync", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    /** Each class uses its own package and those in the row of its package; each package has a row. */
    @ArchTest
    static void packages_useOnlyWhatTheTableAllows(JavaClasses classes) throws IOException {
        Map<String, Set<String>> table = PackageTable.read(Path.of("docs/architecture.md"));
        SortedSet<String> wrong = new TreeSet<>();
        for (JavaClass each : classes) {
            String from = PackageTable.name(each.getPackageName());
            if (!table.containsKey(from)) {
                wrong.add("the package " + from + " has no row");
                continue;
            }
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String to = PackageTable.name(dependency.getTargetClass().getPackageName());
                if (!to.isEmpty() && !to.equals(from) && !PackageTable.allows(table.getOrDefault(from, Set.of()), to)) {
                    wrong.add(from + " must not use " + to + ": " + dependency.getDescription());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(table.keySet())
                .isSubsetOf(StreamSupport.stream(classes.spliterator(), false)
                        .map(each -> PackageTable.name(each.getPackageName()))
                        .collect(Collectors.toSet()));
    }

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
    static final ArchRule NO_CYCLES_BETWEEN_ROOMS =
            slices().matching("io.pagesync.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_EDGE_IMPORTS_CAMEL = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.pagesync.camel..", "io.pagesync.cli..", "io.pagesync.spring", "io.pagesync.test")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.camel..").and(not(belongToAnyOf(CamelContext.class))));

    /** A client may be told in which context to live. */
    @ArchTest
    static final ArchRule ONLY_THE_EDGE_AND_CLIENTS_KNOW_OF_A_CONTEXT = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.pagesync.camel..",
                    "io.pagesync.cli..",
                    "io.pagesync.spring",
                    "io.pagesync.test",
                    "io.pagesync.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    /** An application that embeds us has a process and signals of its own. */
    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_ENDS_THE_PROCESS = noClasses()
            .that()
            .resideOutsideOfPackages("io.pagesync.cli..", "io.pagesync.sandbox..")
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
            .resideOutsideOfPackages("io.pagesync.spring", "io.pagesync.meter")
            .and()
            .doNotHaveSimpleName("ContextMeters")
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
            .resideOutsideOfPackage("io.pagesync.sandbox..")
            .should()
            .beAssignableTo(PagesyncException.class);

    /** Whoever reads the name of a class knows on which side it is. */
    @ArchTest
    static void noTestClassHasTheNameOfOneOfTheApplication(JavaClasses application) throws IOException {
        Set<String> names = application.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
        try (Stream<Path> tests = Files.walk(Path.of("src/test/java"))) {
            assertThat(tests.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".java") && !file.equals("package-info.java"))
                            .map(file -> file.replace(".java", "")))
                    .doesNotContainAnyElementsOf(names);
        }
    }
}
