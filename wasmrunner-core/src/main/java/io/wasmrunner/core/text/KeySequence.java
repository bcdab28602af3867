package io.wasmrunner.core.text;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.ByteArrayOutputStream;

/** Keys to be typed one after the other, as the bytes that a terminal sends for them; at least one. */
public final class KeySequence {
    private final byte[] codes;

    private KeySequence(byte[] codes) {
        this.codes = codes;
    }

    /**
     * Reads Docker's form: single characters and {@code ctrl-<letter or one of @[\]^_>}, with commas between them.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for anything else
     */
    public static KeySequence parse(String flag, String text) {
        ByteArrayOutputStream codes = new ByteArrayOutputStream();
        for (String key : text.split(",", -1)) {
            codes.write(code(flag, key, text));
        }
        return new KeySequence(codes.toByteArray());
    }

    private static int code(String flag, String key, String text) {
        if (key.length() == 1 && key.charAt(0) > ' ' && key.charAt(0) < 0x7f) {
            return key.charAt(0);
        }
        if (key.startsWith("ctrl-") && key.length() == 6) {
            char c = key.charAt(5);
            if ((c >= 'a' && c <= 'z') || (c >= '@' && c <= '_')) {
                return c & 0x1f;
            }
        }
        throw new WasmrunnerException(
                ErrorCode.USAGE,
                "cannot read %s %s: it is a list such as ctrl-p,ctrl-q or ctrl-x,x".formatted(flag, text));
    }

    public int length() {
        return codes.length;
    }

    /** The byte of the key at that place, counted from 0. */
    public byte at(int place) {
        return codes[place];
    }
}
