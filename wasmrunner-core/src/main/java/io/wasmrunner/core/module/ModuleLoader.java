package io.wasmrunner.core.module;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.module.ModuleBinary;
import io.wasmrunner.runtime.module.ModuleKind;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads modules, and says what was given instead when it is none. */
public final class ModuleLoader {
    /** Bytes; a larger module would not fit in an array with its instrumentation. */
    public static final int MAX_SIZE = 512 << 20;

    private final InputStream stdin;
    private final TextAssembler assembler;

    /** A loader for which {@code -} is {@code stdin}, and that turns text into modules by {@code assembler}. */
    public ModuleLoader(InputStream stdin, TextAssembler assembler) {
        this.stdin = stdin;
        this.assembler = assembler;
    }

    /** Reads the module at {@code path} and its declarations; {@code -} is standard input. */
    public LoadedModule load(String path) {
        return read(path).load();
    }

    /** Reads the module at {@code path}; {@code -} is standard input. */
    public ModuleFile read(String path) {
        boolean stdin = path.equals("-");
        return of(stdin ? "stdin" : path, stdin ? readStdin() : readFile(path));
    }

    /** The module that these bytes are; {@code name} is what the user calls it. */
    public ModuleFile of(String name, byte[] bytes) {
        ModuleKind kind = ModuleKind.detect(bytes);
        byte[] binary = switch (kind) {
            case CORE -> checked(name, bytes);
            case TEXT -> assembler.assemble(name, bytes);
            case COMPONENT ->
                throw cannotRun(
                        name,
                        "it is a WebAssembly component (component model, layer 1); components are not"
                                + " supported yet: build it as a core module for WASI preview 1 (wasm32-wasip1)");
            case EMPTY -> throw cannotRun(name, "the file is empty");
            case UNKNOWN_VERSION -> throw cannotRun(name, "its version is not 1, the one there is; it may be damaged");
            case ELF, MACH_O, PORTABLE_EXECUTABLE ->
                throw cannotRun(
                        name,
                        "it is " + kind.words() + ", not WebAssembly; compile the" + " program for wasm32-wasip1");
            case GZIP, ZIP, ZSTD -> throw cannotRun(name, "it is " + kind.words() + "; unpack it first");
            case SCRIPT, OTHER -> throw cannotRun(name, "it is " + kind.words());
        };
        return new ModuleFile(name, ModuleBinary.of(binary));
    }

    private static WasmrunnerException cannotRun(String name, String why) {
        return new WasmrunnerException(ErrorCode.CANNOT_RUN, "cannot run " + name + ": " + why);
    }

    private byte[] readStdin() {
        try {
            return checked("stdin", stdin.readNBytes(MAX_SIZE + 1));
        } catch (IOException e) {
            throw new WasmrunnerException(ErrorCode.HOST, "cannot read a module from stdin: " + e.getMessage(), e);
        }
    }

    private static byte[] readFile(String path) {
        try {
            Path file = Path.of(path);
            if (Files.isDirectory(file)) {
                throw new WasmrunnerException(
                        ErrorCode.CANNOT_RUN, "cannot run " + path + ": it is a directory; name the .wasm file in it");
            }
            // Not by Files: its channels cost 2 ms at start.
            try (InputStream in = new FileInputStream(file.toFile())) {
                return checked(path, in.readNBytes(MAX_SIZE + 1));
            }
        } catch (FileNotFoundException e) {
            throw Files.exists(Path.of(path))
                    ? new WasmrunnerException(
                            ErrorCode.CANNOT_RUN,
                            "cannot open " + path + ": permission denied; make it readable (chmod +r)",
                            e)
                    : new WasmrunnerException(ErrorCode.NOT_FOUND, "cannot open " + path + ": no such file", e);
        } catch (InvalidPathException e) {
            throw new WasmrunnerException(
                    ErrorCode.NOT_FOUND, "cannot open " + path + ": no file can have that name", e);
        } catch (IOException e) {
            throw new WasmrunnerException(ErrorCode.HOST, "cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static byte[] checked(String name, byte[] bytes) {
        if (bytes.length > MAX_SIZE) {
            throw cannotRun(name, "it is larger than 512 MiB");
        }
        return bytes;
    }
}
