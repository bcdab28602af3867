package io.wasmrunner.runtime.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.guests.Guests;
import org.junit.jupiter.api.Test;

final class WasiUseTest {

    private static WasiUse.Shape exporting(String name) {
        Bytes bytes = Bytes.module().section(1, 1, 0x60, 0, 0).section(3, 1, 0);
        int[] export = new int[name.length() + 4];
        export[0] = 1;
        export[1] = name.length();
        for (int i = 0; i < name.length(); i++) {
            export[2 + i] = name.charAt(i);
        }
        return WasiUse.of(ModuleInfo.parse(
                        bytes.section(7, export).section(10, 1, 2, 0, 0x0b).done()))
                .shape();
    }

    @Test
    void the_shape_is_told_by_what_is_exported() {
        assertEquals(WasiUse.Shape.COMMAND, exporting("_start"));
        assertEquals(WasiUse.Shape.REACTOR, exporting("_initialize"));
        assertEquals(WasiUse.Shape.PLAIN, exporting("run"));
    }

    @Test
    void wasi_is_used_when_it_is_imported() {
        assertFalse(WasiUse.of(ModuleInfo.parse(Guests.wasm("features"))).isUsed());
        byte[] bytes = Bytes.module()
                .section(1, 1, 0x60, 0, 0)
                .section(2, importOf(WasiUse.UNSTABLE))
                .done();
        WasiUse use = WasiUse.of(ModuleInfo.parse(bytes));
        assertTrue(use.isUsed());
        assertTrue(use.interfaces().contains(WasiUse.UNSTABLE));
    }

    private static int[] importOf(String module) {
        int[] content = new int[module.length() + 6];
        content[0] = 1;
        content[1] = module.length();
        for (int i = 0; i < module.length(); i++) {
            content[2 + i] = module.charAt(i);
        }
        content[module.length() + 2] = 1;
        content[module.length() + 3] = 'f';
        return content;
    }
}
