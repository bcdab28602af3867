package io.wasmrunner.runtime.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.runtime.guests.Guests;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ModuleKindTest {

    private static ModuleKind kind(int... bytes) {
        return ModuleKind.detect(new Bytes().put(bytes).done());
    }

    private static ModuleKind kind(String text) {
        return ModuleKind.detect(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void modules_and_components_differ_in_their_layer() {
        assertEquals(ModuleKind.CORE, ModuleKind.detect(Guests.wasm("features")));
        assertEquals(ModuleKind.COMPONENT, kind(0, 'a', 's', 'm', 0x0d, 0, 1, 0));
        assertEquals(ModuleKind.UNKNOWN_VERSION, kind(0, 'a', 's', 'm', 2, 0, 0, 0));
    }

    @Test
    void text_is_told_by_its_first_field() {
        assertEquals(ModuleKind.TEXT, kind(" ;; one\n (; two ;) (module)"));
        assertEquals(ModuleKind.TEXT, kind("(func)"));
        assertEquals(ModuleKind.OTHER, kind("(defun f ())"));
        assertEquals(ModuleKind.OTHER, kind("(; never closed"));
    }

    @Test
    void what_is_often_given_by_mistake_is_named() {
        assertEquals(ModuleKind.EMPTY, kind());
        assertEquals(ModuleKind.ELF, kind(0x7f, 'E', 'L', 'F', 2));
        assertEquals(ModuleKind.MACH_O, kind(0xcf, 0xfa, 0xed, 0xfe));
        assertEquals(ModuleKind.PORTABLE_EXECUTABLE, kind('M', 'Z', 0x90));
        assertEquals(ModuleKind.GZIP, kind(0x1f, 0x8b, 8));
        assertEquals(ModuleKind.ZIP, kind('P', 'K', 3, 4));
        assertEquals(ModuleKind.SCRIPT, kind("#!/bin/sh\n"));
        assertEquals(ModuleKind.OTHER, kind("hello"));
    }
}
