package io.wasmrunner.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the code to the table of modules in {@code docs/architecture.md}. */
final class ModuleTableTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.wasmrunner");

    @Test
    void an_arrow_only_ever_points_down() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("sandbox")
                .definedBy("io.wasmrunner.sandbox..")
                .layer("runtime")
                .definedBy("io.wasmrunner.runtime..")
                .layer("registry")
                .definedBy("io.wasmrunner.registry..")
                .layer("core")
                .definedBy("io.wasmrunner.core..")
                .layer("cli")
                .definedBy("io.wasmrunner.cli..")
                .whereLayer("sandbox")
                .mayNotAccessAnyLayer()
                .whereLayer("runtime")
                .mayOnlyAccessLayers("sandbox")
                .whereLayer("registry")
                .mayNotAccessAnyLayer()
                .whereLayer("core")
                .mayOnlyAccessLayers("registry", "runtime", "sandbox")
                .whereLayer("cli")
                .mayOnlyAccessLayers("core", "registry", "runtime", "sandbox")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox", "registry", "core", "cli"})
    void the_packages_of_a_module_form_no_cycle(String module) {
        slices().matching("io.wasmrunner." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** Its value types are the module package's words too; but for those, the packages of the runtime have an order. */
    @Test
    void the_packages_of_the_runtime_form_no_cycle() {
        slices().matching("io.wasmrunner.runtime.(*)..")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(
                        resideInAPackage("io.wasmrunner.runtime.module"),
                        belongToAnyOf(FunctionType.class, ValueType.class))
                .check(CLASSES);
    }

    @Test
    void an_engine_is_known_by_its_provider_alone() {
        for (String engine : new String[] {"chicory", "wasmtime"}) {
            String home = "io.wasmrunner.runtime.engine." + engine + "..";
            noClasses()
                    .that()
                    .resideOutsideOfPackage(home)
                    .should()
                    .dependOnClassesThat(resideInAPackage(home))
                    .check(CLASSES);
        }
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.wasmrunner.runtime.engine.chicory..", "io.wasmrunner.runtime.engine.wasmtime..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.dylibso..", "io.github.kawamuray..")
                .check(CLASSES);
    }

    @Test
    void what_a_guest_may_touch_knows_no_webassembly() {
        noClasses()
                .that()
                .resideInAPackage("io.wasmrunner.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("io.wasmrunner.sandbox..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void only_the_command_line_prints_and_ends_the_process() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.wasmrunner.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }
}
