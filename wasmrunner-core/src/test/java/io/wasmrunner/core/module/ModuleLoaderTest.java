package io.wasmrunner.core.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.module.LoadedModule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModuleLoaderTest {
    private static final byte[] EMPTY_MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    @TempDir
    Path folder;

    private static ModuleLoader loader(InputStream stdin) {
        return new ModuleLoader(stdin, (name, text) -> EMPTY_MODULE);
    }

    private LoadedModule load(byte[] content) throws IOException {
        return loader(InputStream.nullInputStream())
                .load(Files.write(folder.resolve("given.wasm"), content).toString());
    }

    private WasmrunnerException refused(byte[] content) {
        return assertThrows(WasmrunnerException.class, () -> load(content));
    }

    @Test
    void a_module_keeps_the_name_it_was_given() throws IOException {
        LoadedModule module = load(EMPTY_MODULE);

        assertEquals(folder.resolve("given.wasm").toString(), module.name());
        assertEquals("given.wasm", module.fileName());
        assertEquals(8, module.info().binary().size());
    }

    @Test
    void text_goes_through_the_assembler() throws IOException {
        assertEquals(
                8,
                load("(module)".getBytes(StandardCharsets.UTF_8))
                        .info()
                        .binary()
                        .size());
        assertEquals(
                8,
                load(";; x\n (func)".getBytes(StandardCharsets.UTF_8))
                        .info()
                        .binary()
                        .size());
    }

    @Test
    void a_dash_is_stdin() {
        assertEquals(
                "stdin",
                loader(new ByteArrayInputStream(EMPTY_MODULE)).load("-").name());
    }

    @Test
    void a_stdin_that_fails_is_the_hosts_fault() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        assertEquals(
                ErrorCode.HOST,
                assertThrows(WasmrunnerException.class, () -> loader(broken).load("-"))
                        .code());
    }

    @ParameterizedTest
    @CsvSource({
        "7f454c46 0201, it is an ELF program or library",
        "cffaedfe 0000, it is a macOS program or library",
        "4d5a9000 0000, it is a Windows program or library",
        "1f8b0800 0000, it is a gzip archive; unpack it first",
        "504b0304 0000, it is a zip archive; unpack it first",
        "28b52ffd 0000, it is a zstd archive; unpack it first",
        "23212f62 696e, it is a script",
        "0061736d 0d000100, it is a WebAssembly component",
        "0061736d 02000000, its version is not 1",
        "'', the file is empty",
        "68656c6c 6f, it is not WebAssembly"
    })
    void what_is_no_module_is_named(String hex, String words) {
        byte[] content = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));

        WasmrunnerException refused = refused(content);

        assertEquals(ErrorCode.CANNOT_RUN, refused.code());
        assertTrue(refused.getMessage().contains("given.wasm: " + words), refused.getMessage());
    }

    @Test
    void a_module_cut_short_is_malformed() {
        for (int size = 1; size < 8; size++) {
            WasmrunnerException refused = refused(java.util.Arrays.copyOf(EMPTY_MODULE, size));
            assertEquals(ErrorCode.CANNOT_RUN, refused.code());
        }
    }

    @Test
    void a_name_no_file_can_have_is_not_found() {
        assertEquals(
                ErrorCode.NOT_FOUND,
                assertThrows(
                                WasmrunnerException.class,
                                () -> loader(InputStream.nullInputStream()).load("a\0b"))
                        .code());
    }
}
