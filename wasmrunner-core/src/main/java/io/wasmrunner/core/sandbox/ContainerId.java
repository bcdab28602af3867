package io.wasmrunner.core.sandbox;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The name of one run: 64 lower-case hexadecimal digits, random, and so never the same twice. */
public record ContainerId(String hex) {
    private static final int BYTES = 32;
    private static final int SHORT = 12;

    /** A new one; not from SecureRandom, which takes 20 ms to load. */
    public static ContainerId random() {
        try (FileInputStream random = new FileInputStream("/dev/urandom")) {
            return new ContainerId(HexFormat.of().formatHex(random.readNBytes(BYTES)));
        } catch (IOException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST, "cannot name the container: /dev/urandom cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether it is one, in full. */
    public static boolean isId(String text) {
        return text.length() == 2 * BYTES && isPrefix(text);
    }

    /** Whether an id can begin so. */
    public static boolean isPrefix(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 2 * BYTES;
    }

    /** Its first twelve digits, as lists show it. */
    public String abbreviated() {
        return hex.substring(0, SHORT);
    }

    /** By hand: the first use of what a record has takes twenty milliseconds, in nearly every command about containers. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ContainerId id && hex.equals(id.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return hex;
    }
}
