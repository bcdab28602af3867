package io.wasmrunner.registry.image;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small file of {@code key=value} lines that ends with how many there were: a run reads two of them, and JSON would take it
 * longer. Written by this class alone.
 */
final class Lines {
    private final List<String> keys = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    Lines put(String key, Object value) {
        keys.add(key);
        values.add(value.toString());
        return this;
    }

    Lines putAll(String key, List<?> all) {
        for (Object value : all) {
            put(key, value);
        }
        return this;
    }

    /** Empty when there is none. */
    String get(String key) {
        int at = keys.indexOf(key);
        return at < 0 ? "" : values.get(at);
    }

    List<String> all(String key) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).equals(key)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            text.append(keys.get(i)).append('=');
            text.append(values.get(i).replace("\\", "\\\\").replace("\n", "\\n"));
            text.append('\n');
        }
        return text.append("end=").append(keys.size()).append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Null when there is no such file.
     *
     * @throws RegistryException {@link RegistryError#INVALID} when it is damaged
     */
    static @Nullable Lines read(Path file) throws IOException {
        String text;
        // Not by Files: its channels cost a run 2 ms.
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (FileNotFoundException _) {
            return null;
        }
        Lines lines = new Lines();
        int start = 0;
        while (true) {
            int end = text.indexOf('\n', start);
            int equals = text.indexOf('=', start);
            if (end < 0 || equals < 0 || equals > end) {
                throw damaged(file, null);
            }
            String key = text.substring(start, equals);
            String value = text.substring(equals + 1, end);
            start = end + 1;
            if (key.equals("end") && value.equals(Integer.toString(lines.keys.size())) && start == text.length()) {
                return lines;
            }
            lines.put(key, value.indexOf('\\') < 0 ? value : plain(value));
        }
    }

    static RegistryException damaged(Path file, @Nullable Throwable cause) {
        return new RegistryException(
                RegistryError.INVALID,
                "cannot read " + file + ": it is damaged; mend the store with wasmrunner system repair",
                cause);
    }

    private static String plain(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                i++;
                text.append(value.charAt(i) == 'n' ? '\n' : value.charAt(i));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
