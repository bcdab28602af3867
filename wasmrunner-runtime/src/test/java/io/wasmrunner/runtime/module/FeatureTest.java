package io.wasmrunner.runtime.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.guests.Guests;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FeatureTest {

    private static List<String> described(ModuleInfo module) {
        return module.features().values().stream()
                .map(use -> use.describe(module))
                .toList();
    }

    @Test
    void each_feature_is_told_with_its_first_place() {
        assertEquals(
                List.of(
                        "mutable globals (first used in import 1)",
                        "sign extension (first used in function 2 \"sign_extend\")",
                        "saturating conversions (first used in function 3 \"saturate\")",
                        "multi-value (first used in type 4)",
                        "bulk memory (first used in data segment 0)",
                        "reference types (first used in type 6)",
                        "SIMD (first used in function 7 \"sha_block\")",
                        "tail calls (first used in function 8 \"tail\")"),
                described(ModuleInfo.parse(Guests.wasm("features"))));
    }

    @Test
    void features_of_later_proposals_are_told() {
        assertEquals(
                List.of(
                        "threads (first used in memory 0)",
                        "exceptions (first used in tag 0)",
                        "legacy exceptions (first used in function 3 \"catches\")",
                        "several memories (first used in memory 1)",
                        "64-bit memory (first used in memory 1)"),
                described(ModuleInfo.parse(Guests.wasm("later"))));
    }

    @Test
    void declared_features_do_not_need_the_code() {
        ModuleInfo module = ModuleInfo.parse(Guests.wasm("features"));
        assertTrue(module.declaredFeatures().containsKey(Feature.BULK_MEMORY));
        assertFalse(module.declaredFeatures().containsKey(Feature.SIMD));
        assertTrue(module.uses(Feature.SIMD));
    }

    @Test
    void a_tag_section_and_gc_types_are_features_too() {
        ModuleInfo module = ModuleInfo.parse(Bytes.module()
                .section(1, 3, 0x60, 0, 0, 0x5f, 1, 0x78, 1, 0x60, 1, 0x63, 1, 0)
                .section(13, 1, 0, 0)
                .done());
        assertEquals(
                List.of(
                        "exceptions (first used in tag 0)",
                        "function references (first used in type 2)",
                        "garbage collection (first used in type 1)"),
                described(module));
        assertTrue(module.type(1).isEmpty());
        assertEquals("(ref)", module.type(2).orElseThrow().toString());
    }

    @Test
    void an_extended_constant_is_a_feature() {
        ModuleInfo module = ModuleInfo.parse(Bytes.module()
                .section(6, 1, 0x7f, 0, 0x41, 1, 0x41, 2, 0x6a, 0x0b)
                .done());
        assertEquals(List.of("extended constants (first used in global 0)"), described(module));
    }
}
