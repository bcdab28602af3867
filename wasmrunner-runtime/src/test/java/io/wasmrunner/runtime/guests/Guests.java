package io.wasmrunner.runtime.guests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;

/** The modules that tests run, built from the sources beside them. */
public final class Guests {
    /** The examples at the project's root. */
    public static final Path EXAMPLES = Path.of("..", "examples");

    private Guests() {}

    /** The bytes of {@code guests/<name>.wasm}. */
    public static byte[] wasm(String name) {
        try (InputStream in = Guests.class.getResourceAsStream("/guests/" + name + ".wasm")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no guest " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes with one to four of them changed, the same for the same seed. */
    public static byte[] damaged(byte[] bytes, long seed) {
        Random random = new Random(seed);
        byte[] result = bytes.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
            result[random.nextInt(result.length)] = (byte) random.nextInt(256);
        }
        return result;
    }
}
