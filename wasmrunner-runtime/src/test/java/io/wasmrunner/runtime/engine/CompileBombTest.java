package io.wasmrunner.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.wasmrunner.runtime.cache.CompileCache;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules made to take a compiler's time or memory. Each is compiled or refused, in bounded time, and nothing else happens. */
class CompileBombTest {
    /** Seconds, far above what any of them takes; what it guards against takes hours. */
    private static final int GUARD = 120;

    @TempDir
    private Path folder;

    /** A module with these functions, the first exported as {@code _start}. */
    static final class Bomb implements ModuleSource {
        private final String name;
        private final byte[][] functions;

        Bomb(String name, byte[]... functions) {
            this.name = name;
            this.functions = functions;
        }

        @Override
        public String key() {
            return name;
        }

        @Override
        public byte[] bytes() {
            return concat(
                    CompileBombTest.bytes(0, 'a', 's', 'm', 1, 0, 0, 0),
                    section(1, CompileBombTest.bytes(1, 0x60, 0, 0)),
                    section(3, leb(functions.length), new byte[functions.length]),
                    section(
                            7,
                            CompileBombTest.bytes(1, 6),
                            "_start".getBytes(StandardCharsets.US_ASCII),
                            CompileBombTest.bytes(0, 0)),
                    section(10, leb(functions.length), concat(functions)));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Bomb> bombs() {
        return List.of(
                new Bomb("100,000 locals", function(locals(50_000, 0x7f, 50_000, 0x7e))),
                new Bomb("40,000 locals in each of 2,000 functions", repeat(2_000, function(locals(40_000, 0x7f)))),
                new Bomb(
                        "a branch table of 5 MB",
                        function(
                                bytes(0, 0x02, 0x40, 0x41, 0, 0x0e), leb(5_000_000), new byte[5_000_001], bytes(0x0b))),
                new Bomb("blocks 100,000 deep", function(bytes(0), times(100_000, 0x02, 0x40), times(100_000, 0x0b))),
                new Bomb(
                        "conditions 3,000 deep",
                        function(bytes(0), times(3_000, 0x41, 1, 0x04, 0x40), times(3_000, 0x0b))),
                new Bomb("a stack 100,000 deep", function(bytes(0), times(100_000, 0x41, 1), times(100_000, 0x1a))),
                new Bomb("a function over the JVM's 64 KiB", function(bytes(0), times(200_000, 0x41, 1, 0x1a))),
                new Bomb("60 such functions, each smaller than the last", shrinking(60)));
    }

    @Tag("attack-28")
    @ParameterizedTest
    @MethodSource("bombs")
    @Timeout(GUARD)
    void chicory_compiles_or_refuses(Bomb bomb) {
        compile("chicory", bomb);
    }

    @Tag("attack-28")
    @ParameterizedTest
    @MethodSource("bombs")
    @Timeout(GUARD)
    void wasmtime_compiles_or_refuses(Bomb bomb) {
        compile("wasmtime", bomb);
    }

    private void compile(String name, Bomb bomb) {
        EngineProvider provider = ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.info().name().equals(name))
                .findFirst()
                .orElseThrow();
        assertDoesNotThrow(() -> {
            try (Engine engine = provider.open(folder.resolve("lib"))) {
                engine.compile(bomb, CompileOptions.DEFAULT, new CompileCache(folder.resolve("cache"), 1 << 30))
                        .close();
            } catch (RejectedModuleException refused) {
                // As good an answer as any.
            }
        });
    }

    private static byte[][] shrinking(int count) {
        byte[][] functions = new byte[count][];
        for (int i = 0; i < count; i++) {
            functions[i] = function(bytes(0), times(30_000 - i, 0x41, 1, 0x1a));
        }
        return functions;
    }

    private static byte[][] repeat(int count, byte[] function) {
        byte[][] functions = new byte[count][];
        java.util.Arrays.fill(functions, function);
        return functions;
    }

    /** Groups of locals, each a count and a type. */
    private static byte[] locals(int... groups) {
        byte[] all = leb(groups.length / 2);
        for (int i = 0; i < groups.length; i += 2) {
            all = concat(all, leb(groups[i]), bytes(groups[i + 1]));
        }
        return all;
    }

    private static byte[] function(byte[]... parts) {
        byte[] body = concat(concat(parts), bytes(0x0b));
        return concat(leb(body.length), body);
    }

    private static byte[] section(int id, byte[]... parts) {
        byte[] content = concat(parts);
        return concat(bytes(id), leb(content.length), content);
    }

    private static byte[] times(int count, int... pattern) {
        byte[] one = bytes(pattern);
        byte[] all = new byte[count * one.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = one[i % one.length];
        }
        return all;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] leb(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : List.of(parts)) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
