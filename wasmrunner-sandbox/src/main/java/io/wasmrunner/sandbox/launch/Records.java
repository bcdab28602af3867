package io.wasmrunner.sandbox.launch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form in which the command line, the launcher and the worker tell each other things: {@code key=value} records, each
 * ended by a NUL. The first names the kind and its version, the last, {@code end}, counts those before it, so
 * that a text that was cut off is told from a whole one. A key may come several times.
 */
public final class Records {
    private final List<String> keys = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /** Adds a record. */
    public Records add(String key, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL in the value of " + key);
        }
        keys.add(key);
        values.add(value);
        return this;
    }

    /** Adds a record. */
    public Records add(String key, long value) {
        return add(key, Long.toString(value));
    }

    /** Adds all of another's. */
    public Records addAll(Records others) {
        keys.addAll(others.keys);
        values.addAll(others.values);
        return this;
    }

    public int size() {
        return keys.size();
    }

    public String key(int index) {
        return keys.get(index);
    }

    public String value(int index) {
        return values.get(index);
    }

    /** The value of the first record of that key, or null. */
    public @Nullable String find(String key) {
        int index = keys.indexOf(key);
        return index < 0 ? null : values.get(index);
    }

    /**
     * The value of the first record of that key.
     *
     * @throws IllegalArgumentException when there is none
     */
    public String get(String key) {
        String value = find(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    /**
     * The same, as a number; {@code otherwise} when there is none.
     *
     * @throws IllegalArgumentException when it is no number
     */
    public long number(String key, long otherwise) {
        String value = find(key);
        return value == null ? otherwise : Long.parseLong(value);
    }

    /** The values of all records of that key, in order. */
    public List<String> all(String key) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).equals(key)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    /** These records as bytes, in UTF-8, between the first and the last. */
    public byte[] bytes(String kind) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        put(out, kind, "1");
        for (int i = 0; i < keys.size(); i++) {
            put(out, keys.get(i), values.get(i));
        }
        put(out, "end", Integer.toString(keys.size() + 1));
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, String key, String value) {
        out.writeBytes(key.getBytes(StandardCharsets.UTF_8));
        out.write('=');
        out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        out.write(0);
    }

    /**
     * Reads them back, without the first and the last.
     *
     * @throws IllegalArgumentException when they are of another kind or version, cut off or malformed
     */
    public static Records parse(String kind, byte[] bytes) {
        Records records = new Records();
        int start = 0;
        boolean ended = false;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                if (ended) {
                    throw new IllegalArgumentException("there is more after the end of " + kind);
                }
                ended = records.take(kind, new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        if (!ended || start != bytes.length) {
            throw new IllegalArgumentException(kind + " is cut off");
        }
        records.keys.removeFirst();
        records.values.removeFirst();
        return records;
    }

    /** Whether it was the last. */
    private boolean take(String kind, String record) {
        int equals = record.indexOf('=');
        String key = equals < 0 ? "" : record.substring(0, equals);
        String value = record.substring(equals + 1);
        boolean first = key.equals(kind) && value.equals("1");
        if (key.isEmpty() || (keys.isEmpty() && !first)) {
            throw new IllegalArgumentException("this is no " + kind + " of version 1");
        }
        if (key.equals("end")) {
            if (!value.equals(Integer.toString(keys.size()))) {
                throw new IllegalArgumentException(kind + " is not whole");
            }
            return true;
        }
        add(key, value);
        return false;
    }
}
