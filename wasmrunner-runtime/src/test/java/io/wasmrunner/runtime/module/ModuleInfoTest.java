package io.wasmrunner.runtime.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.guests.Guests;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ModuleInfoTest {
    private final ModuleInfo module = ModuleInfo.parse(Guests.wasm("features"));

    @Test
    void imports_read_as_people_write_them() {
        assertEquals(
                List.of("env.log: function (i32, i32)", "env.base: global mutable i32"),
                module.imports().stream().map(Import::toString).toList());
    }

    @Test
    void exports_carry_their_types() {
        assertEquals(
                List.of("memory: memory 1 4", "plain: function () -> i32", "two: function (i32) -> (i32, i32)"),
                module.exports().stream().map(Export::toString).toList());
        assertEquals(1, module.export("plain").orElseThrow().index());
        assertTrue(module.export("nothing").isEmpty());
    }

    @Test
    void functions_count_with_the_imported_ones_first() {
        assertEquals(9, module.functionCount());
        assertEquals(1, module.importedFunctionCount());
        assertEquals("(i32, i32)", module.functionType(0).toString());
        assertEquals("(i32) -> i32", module.functionType(2).toString());
    }

    @Test
    void functions_have_the_names_of_the_name_section() {
        assertEquals("log", module.functionName(0).orElseThrow());
        assertEquals("sha_block", module.functionName(7).orElseThrow());
        assertTrue(module.functionName(99).isEmpty());
    }

    @Test
    void memories_and_tables_have_limits() {
        assertEquals(
                new Limits(1, OptionalLong.of(4), false, false),
                module.memories().getFirst().limits());
        assertEquals(
                List.of("table 2 externref", "table 1 funcref"),
                module.tables().stream().map(ExternType.Table::toString).toList());
    }

    @Test
    void start_function_and_segments_are_told() {
        assertEquals(OptionalInt.of(5), module.startFunction());
        assertEquals(1, module.dataSegmentCount());
        assertEquals(0, module.elementSegmentCount());
    }

    @Test
    void sections_cover_the_module_without_gaps() {
        int at = 8;
        for (Section section : module.sections()) {
            assertEquals(at, section.start());
            at = section.end();
        }
        assertEquals(module.binary().size(), at);
        assertEquals("name", module.customSection("name").orElseThrow().name());
        assertEquals(module.section(SectionKind.CODE).orElseThrow().size(), module.codeSize());
    }

    @Test
    void an_empty_module_holds_nothing() {
        ModuleInfo empty = ModuleInfo.parse(Bytes.module().done());
        assertEquals(0, empty.functionCount());
        assertEquals(0, empty.codeSize());
        assertTrue(empty.features().isEmpty());
        assertTrue(empty.sections().isEmpty());
    }

    @Test
    void a_damaged_name_section_only_costs_the_names() {
        byte[] bytes = Bytes.module()
                .section(1, 1, 0x60, 0, 0)
                .section(3, 1, 0)
                .section(10, 1, 2, 0, 0x0b)
                .section(0, 4, 'n', 'a', 'm', 'e', 1, 9)
                .done();
        assertTrue(ModuleInfo.parse(bytes).functionName(0).isEmpty());
    }

    @Test
    void the_digest_is_the_bytes_sha256() {
        assertEquals(
                "93a44bbb96c751218e4c00d479e4c14358122a389acca16205b1e4d0dc5f9476",
                ModuleBinary.of(Bytes.module().done()).sha256());
    }
}
