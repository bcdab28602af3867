package io.wasmrunner.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A guest made of raw WASI calls, one after the other, without a C library that looks at paths before the host does. */
final class RawGuest {
    static final int OK = 0;
    static final int BADF = 8;
    static final int FAULT = 21;
    static final int INVAL = 28;
    static final int LOOP = 32;
    static final int NOTDIR = 54;
    static final int PERM = 63;

    /** The first given directory. */
    static final int FIRST = 3;

    static final int FOLLOW = 1;
    static final int STAY = 0;
    static final int CREATE = 1;
    static final int TRUNCATE = 8;
    static final long READ = 2;
    static final long WRITE = 64;

    /** Where in its memory there is room for what a call gives back. */
    static final int ROOM = 32_768;

    private static final int ERRNOS = 1_024;
    private static final int TEXTS = 4_096;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Map<String, String> imports = new LinkedHashMap<>();
    private final StringBuilder data = new StringBuilder();
    private final List<String> calls = new ArrayList<>();
    private int end = TEXTS;

    /** Adds a call; a text stands for its address and its length. */
    RawGuest call(String function, Object... arguments) {
        StringBuilder types = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (Object argument : arguments) {
            if (argument instanceof String text) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                types.append(" i32 i32");
                values.append(" (i32.const %d) (i32.const %d)".formatted(end, bytes.length));
                for (byte one : bytes) {
                    data.append("\\%02x".formatted(one));
                }
                end += bytes.length;
            } else {
                String type = argument instanceof Long ? "i64" : "i32";
                types.append(' ').append(type);
                values.append(" (%s.const %s)".formatted(type, argument));
            }
        }
        imports.put(function, types.toString());
        calls.add("(i32.store8 (i32.const %d) (call $%s%s))".formatted(ERRNOS + calls.size(), function, values));
        return this;
    }

    /** Opens a file for reading below a directory. */
    RawGuest open(int directory, int follow, String path) {
        return open(directory, follow, path, 0, READ);
    }

    RawGuest open(int directory, int follow, String path, int flags, long rights) {
        return call("path_open", directory, follow, path, flags, rights, 0L, 0, ROOM);
    }

    /** Runs it in the strict sandbox; the errnos of its calls, in their order. */
    List<Integer> run(Cli cli, String engine, String... flags) {
        return errnos(result(cli, engine, flags));
    }

    /** The same with all that the command says. */
    Result result(Cli cli, String engine, String... flags) {
        List<String> line =
                new ArrayList<>(List.of("run", "--engine", engine, "--sandbox", "strict", "--timeout", "60s"));
        line.addAll(List.of(flags));
        line.add(assembled(cli).toString());
        return cli.run(line.toArray(String[]::new));
    }

    static List<Integer> errnos(Result result) {
        List<Integer> errnos = new ArrayList<>();
        for (byte one : result.out()) {
            errnos.add((int) one);
        }
        return errnos;
    }

    private Path assembled(Cli cli) {
        call("fd_write", 1, 0, 1, 8);
        String declared = imports.entrySet().stream()
                .map(one -> "(import \"wasi_snapshot_preview1\" \"%s\" (func $%s (param%s) (result i32)))"
                        .formatted(one.getKey(), one.getKey(), one.getValue()))
                .collect(Collectors.joining("\n  "));
        String text = """
            (module
              %s
              (memory (export "memory") 2)
              (data (i32.const %d) "%s")
              (func (export "_start")
                (i32.store (i32.const 0) (i32.const %d))
                (i32.store (i32.const 4) (i32.const %d))
                %s))
            """.formatted(declared, TEXTS, data, ERRNOS, calls.size() - 1, String.join("\n    ", calls));
        try {
            return Files.writeString(cli.work().resolve("raw-" + COUNT.incrementAndGet() + ".wat"), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
