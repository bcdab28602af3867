package io.wasmrunner.sandbox.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads and writes files in tests. */
final class Contents {
    private Contents() {}

    /** What a short file holds from its start. */
    static String of(OpenFile file) {
        byte[] bytes = new byte[4096];
        return new String(bytes, 0, file.pread(bytes, 0, bytes.length, 0), StandardCharsets.UTF_8);
    }

    static int write(OpenFile file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return file.write(bytes, 0, bytes.length);
    }

    static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
