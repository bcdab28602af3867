package io.wasmrunner.runtime.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.guests.Guests;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class MalformedModuleTest {

    private static String error(byte[] bytes) {
        return assertThrows(ModuleException.class, () -> ModuleInfo.parse(bytes).features())
                .getMessage();
    }

    @Test
    void a_count_that_cannot_fit_is_refused_before_memory_is_taken() {
        assertEquals(
                "malformed module: 4294967295 types do not fit in the 0 bytes that are left (type section, byte 10)",
                error(Bytes.module().section(1, 0xff, 0xff, 0xff, 0xff, 0x0f).done()));
    }

    @Test
    void a_section_past_the_end_is_refused() {
        assertEquals(
                "malformed module: 9 bytes of a section do not fit in the 0 bytes that are left (byte 9)",
                error(Bytes.module().put(1, 9).done()));
    }

    @Test
    void sections_out_of_order_are_refused() {
        assertEquals(
                "malformed module: the type section comes too late (byte 11)",
                error(Bytes.module().section(3, 0).section(1, 0).done()));
        assertEquals(
                "malformed module: the type section comes twice (byte 11)",
                error(Bytes.module().section(1, 0).section(1, 0).done()));
        assertEquals(
                "malformed module: unknown section with id 77 (byte 8)",
                error(Bytes.module().section(77, 0).done()));
    }

    @Tag("attack-29")
    @Test
    void numbers_that_are_too_long_are_refused() {
        assertEquals(
                "malformed module: integer representation too long (type section, byte 15)",
                error(Bytes.module().section(1, 0x80, 0x80, 0x80, 0x80, 0x80, 0).done()));
        assertEquals(
                "malformed module: integer too large (type section, byte 15)",
                error(Bytes.module().section(1, 0x80, 0x80, 0x80, 0x80, 0x10).done()));
    }

    @Test
    void indices_out_of_range_are_refused() {
        assertEquals(
                "malformed module: unknown type 0 (function section, byte 12)",
                error(Bytes.module().section(3, 1, 0).done()));
        assertEquals(
                "malformed module: unknown function 5 (start section, byte 11)",
                error(Bytes.module().section(8, 5).done()));
        assertEquals(
                "malformed module: unknown memory 0 (export section, byte 15)",
                error(Bytes.module().section(7, 1, 1, 'm', 2, 0).done()));
    }

    @Test
    void two_exports_of_one_name_are_refused() {
        assertEquals(
                "malformed module: duplicate export name \"m\" (export section, byte 20)",
                error(Bytes.module()
                        .section(5, 1, 0, 1)
                        .section(7, 2, 1, 'm', 2, 0, 1, 'm', 2, 0)
                        .done()));
    }

    @Test
    void functions_without_code_are_refused() {
        assertEquals(
                "malformed module: 1 functions are declared and 0 have code (byte 18)",
                error(Bytes.module().section(1, 1, 0x60, 0, 0).section(3, 1, 0).done()));
    }

    @Test
    void an_unknown_instruction_is_named_with_its_place() {
        Bytes start = Bytes.module().section(1, 1, 0x60, 0, 0).section(3, 1, 0);
        assertEquals(
                "malformed module: unknown instruction 0xff (code section, byte 23)",
                error(start.section(10, 1, 3, 0, 0xff, 0x0b).done()));
        assertEquals(
                "malformed module: unknown instruction 0xfd 0x9a (code section, byte 23)",
                error(Bytes.module()
                        .section(1, 1, 0x60, 0, 0)
                        .section(3, 1, 0)
                        .section(10, 1, 5, 0, 0xfd, 0x9a, 1, 0x0b)
                        .done()));
    }

    @Test
    void code_after_the_end_or_without_one_is_refused() {
        assertEquals(
                "malformed module: function 0 goes on after its end (code section, byte 24)",
                error(Bytes.module()
                        .section(1, 1, 0x60, 0, 0)
                        .section(3, 1, 0)
                        .section(10, 1, 3, 0, 0x0b, 0x01)
                        .done()));
        assertEquals(
                "malformed module: unexpected end (code section, byte 24)",
                error(Bytes.module()
                        .section(1, 1, 0x60, 0, 0)
                        .section(3, 1, 0)
                        .section(10, 1, 2, 0, 0x01)
                        .done()));
    }

    @Test
    void impossible_limits_are_refused() {
        assertEquals(
                "malformed module: the minimum 3 is above the maximum 2 (memory section, byte 14)",
                error(Bytes.module().section(5, 1, 1, 3, 2).done()));
        assertEquals(
                "malformed module: a memory of 65537 pages is more than 4 GiB (memory section, byte 15)",
                error(Bytes.module().section(5, 1, 0, 0x81, 0x80, 0x04).done()));
    }

    @Test
    void names_must_be_utf_8() {
        assertEquals(
                "malformed module: a name is not UTF-8 (custom section, byte 11)",
                error(Bytes.module().section(0, 1, 0xff).done()));
    }

    @Test
    void sections_without_number_are_refused() {
        Bytes bytes = Bytes.module();
        for (int i = 0; i < 10_001; i++) {
            bytes.section(0, 0);
        }
        assertEquals("malformed module: there are more than 10000 sections (byte 30008)", error(bytes.done()));
    }

    @Test
    void a_component_is_named_as_one() {
        assertEquals(
                "malformed module: this is a WebAssembly component, not a WebAssembly core module (byte 0)",
                error(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0}));
    }

    @Tag("attack-29")
    @Test
    void every_truncation_is_an_error_or_a_shorter_module() {
        for (String guest : List.of("features", "later")) {
            byte[] whole = Guests.wasm(guest);
            for (int length = 0; length < whole.length; length++) {
                parseOrRefuse(Arrays.copyOf(whole, length));
            }
        }
    }

    @Tag("attack-29")
    @Test
    void any_damage_is_an_error_or_another_module() {
        int refused = 0;
        for (String guest : List.of("features", "later")) {
            byte[] whole = Guests.wasm(guest);
            for (int seed = 0; seed < 4_000; seed++) {
                refused += parseOrRefuse(Guests.damaged(whole, seed)) ? 0 : 1;
            }
        }
        assertTrue(refused > 1_000, () -> "damage goes unnoticed too often");
    }

    /** Whether it parsed; anything else than a ModuleException fails the test. */
    private static boolean parseOrRefuse(byte[] bytes) {
        try {
            ModuleInfo module = ModuleInfo.parse(bytes);
            module.features().values().forEach(use -> use.describe(module));
            Toolchain.of(module);
            WasiUse.of(module);
            return true;
        } catch (ModuleException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e::getMessage);
            return false;
        }
    }
}
