package io.wasmrunner.core.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.lab.LabExtension;
import io.wasmrunner.core.run.Lab;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.runtime.select.EngineChoice;
import io.wasmrunner.runtime.select.EngineSelector;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LabExtension.class)
final class EngineSelectorTest {
    private final Lab lab;

    private final EngineSelector selector = new EngineSelector(new EngineCatalog(), true);

    EngineSelectorTest(Lab lab) {
        this.lab = lab;
    }

    private String choice(LoadedModule module, String wanted) {
        EngineChoice choice = selector.select(module, wanted);
        return choice.provider().info().name() + ": " + choice.reason();
    }

    @Test
    void chicory_is_first() throws Exception {
        assertEquals(
                "chicory: auto: nothing it lacks is needed, 1 KiB of code",
                choice(lab.assemble("(module (func (export \"f\")))"), EngineSelector.AUTO));
    }

    @Test
    void what_chicory_lacks_goes_to_wasmtime() throws Exception {
        LoadedModule simd = lab.assemble("(module (func (drop (v128.const i32x4 0 0 0 0))))");

        assertEquals("wasmtime: auto: it needs SIMD", choice(simd, EngineSelector.AUTO));
        WasmrunnerException refused = assertThrows(WasmrunnerException.class, () -> selector.select(simd, "chicory"));
        assertEquals(ErrorCode.CANNOT_RUN, refused.code());
        assertTrue(refused.getMessage().contains("use --engine wasmtime, or leave --engine out"), refused.getMessage());
    }

    @Test
    void without_the_strict_sandbox_wasmtime_is_chosen_by_name_alone() throws Exception {
        LoadedModule simd = lab.assemble("(module (func (drop (v128.const i32x4 0 0 0 0))))");
        EngineSelector loose = new EngineSelector(new EngineCatalog(), false);

        assertEquals(
                "wasmtime", loose.select(simd, "wasmtime").provider().info().name());
        WasmrunnerException refused =
                assertThrows(WasmrunnerException.class, () -> loose.select(simd, EngineSelector.AUTO));
        assertTrue(refused.getMessage().endsWith("; use --engine wasmtime"), refused.getMessage());
    }

    @Test
    void what_wasmtime_lacks_stays_with_chicory() throws Exception {
        LoadedModule constants = lab.assemble("(module (global i32 (i32.add (i32.const 1) (i32.const 2))))");

        assertTrue(choice(constants, EngineSelector.AUTO).startsWith("chicory: "));
        assertThrows(WasmrunnerException.class, () -> selector.select(constants, "wasmtime"));
    }

    @Test
    void what_none_has_is_refused_with_its_name() throws Exception {
        LoadedModule wide = lab.assemble("(module (memory i64 1))");

        for (String wanted : new String[] {EngineSelector.AUTO, "chicory", "wasmtime"}) {
            WasmrunnerException refused = assertThrows(WasmrunnerException.class, () -> selector.select(wide, wanted));
            assertTrue(refused.getMessage().contains("it needs 64-bit memory"), refused.getMessage());
            assertTrue(refused.getMessage().endsWith("no engine here can; build it without"), refused.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1000, chicory",
        "1, 39000, chicory",
        "1, 41000, wasmtime",
        "26, 39000, chicory",
        "28, 39000, wasmtime"
    })
    void large_code_and_large_functions_go_to_wasmtime(int functions, int size, String engine) throws Exception {
        LoadedModule module = lab.load(code(functions, size));

        assertEquals(
                engine,
                selector.select(module, EngineSelector.AUTO).provider().info().name());
    }

    /** A module of functions that do nothing, over and over. */
    private static byte[] code(int functions, int size) {
        ByteArrayOutputStream bodies = new ByteArrayOutputStream();
        leb(bodies, functions);
        for (int i = 0; i < functions; i++) {
            leb(bodies, size);
            bodies.write(0);
            bodies.writeBytes("\u0001".repeat(size - 2).getBytes(StandardCharsets.ISO_8859_1));
            bodies.write(0x0b);
        }
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0});
        module.writeBytes(new byte[] {3, (byte) (functions + 1), (byte) functions});
        module.writeBytes(new byte[functions]);
        module.write(10);
        leb(module, bodies.size());
        module.writeBytes(bodies.toByteArray());
        return module.toByteArray();
    }

    private static void leb(ByteArrayOutputStream out, int value) {
        for (int rest = value; ; rest >>>= 7) {
            if (rest < 128) {
                out.write(rest);
                return;
            }
            out.write((rest & 0x7f) | 0x80);
        }
    }

    @Test
    void a_named_engine_is_taken_at_its_word() throws Exception {
        assertEquals("wasmtime: asked for", choice(lab.assemble("(module)"), "wasmtime"));
    }

    @Test
    void an_unknown_engine_is_answered_with_those_there_are() throws Exception {
        LoadedModule module = lab.assemble("(module)");

        assertEquals(
                "unknown engine \"v8\"; there are auto, chicory, wasmtime",
                assertThrows(WasmrunnerException.class, () -> selector.select(module, "v8"))
                        .getMessage());
    }
}
