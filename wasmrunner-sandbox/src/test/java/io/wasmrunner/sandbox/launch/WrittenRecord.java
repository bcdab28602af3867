package io.wasmrunner.sandbox.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a launcher wrote down. */
record WrittenRecord(List<String> records) {
    WrittenRecord {
        records = List.copyOf(records);
    }

    static WrittenRecord read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        if (!text.endsWith("\0")) {
            throw new IOException(file + " does not end with NUL");
        }
        List<String> records = List.of(text.substring(0, text.length() - 1).split("\0", -1));
        if (!records.getFirst().equals("wasmrunner-end=1")
                || !records.getLast().equals("end=" + (records.size() - 1))) {
            throw new IOException(file + " is not whole: " + records);
        }
        return new WrittenRecord(records);
    }

    Optional<String> value(String key) {
        return values(key).stream().findFirst();
    }

    List<String> values(String key) {
        return records.stream()
                .filter(record -> record.startsWith(key + "="))
                .map(record -> record.substring(key.length() + 1))
                .toList();
    }
}
