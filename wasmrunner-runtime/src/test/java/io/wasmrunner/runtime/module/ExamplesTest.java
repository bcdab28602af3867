package io.wasmrunner.runtime.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.guests.Guests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ExamplesTest {
    private static final Set<Feature> WHAT_BOTH_ENGINES_HAVE = Set.of(
            Feature.MUTABLE_GLOBALS,
            Feature.SIGN_EXTENSION,
            Feature.NONTRAPPING_FLOAT_TO_INT,
            Feature.MULTI_VALUE,
            Feature.BULK_MEMORY,
            Feature.REFERENCE_TYPES);

    private static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.walk(Guests.EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".wasm")).toList();
        }
    }

    private static ModuleInfo example(String name) throws IOException {
        return ModuleInfo.parse(Files.readAllBytes(Guests.EXAMPLES.resolve(name)));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void an_example_needs_only_what_both_engines_have(Path file) throws IOException {
        ModuleInfo module = ModuleInfo.parse(Files.readAllBytes(file));
        assertTrue(
                WHAT_BOTH_ENGINES_HAVE.containsAll(module.features().keySet()),
                () -> module.features().values().toString());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void an_example_has_its_source_beside_it(Path file) throws IOException {
        String name = file.getFileName().toString().replaceAll("(-rust)?\\.wasm$", "");
        try (Stream<Path> beside = Files.list(file.resolveSibling("."))) {
            assertTrue(beside.anyMatch(other -> other.getFileName().toString().matches(name + "\\.(c|rs|wat)")));
        }
    }

    @Test
    void the_shapes_are_what_the_readme_says() throws IOException {
        assertEquals(
                WasiUse.Shape.COMMAND, WasiUse.of(example("hello/hello.wasm")).shape());
        assertEquals(
                WasiUse.Shape.REACTOR,
                WasiUse.of(example("reactor/reactor.wasm")).shape());
        assertEquals(WasiUse.Shape.PLAIN, WasiUse.of(example("abi/math.wasm")).shape());
        assertEquals(
                List.of("env.log: function (i32, i32)"),
                example("abi/simple.wasm").imports().stream()
                        .map(Import::toString)
                        .toList());
    }
}
