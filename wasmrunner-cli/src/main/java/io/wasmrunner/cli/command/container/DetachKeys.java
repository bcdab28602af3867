package io.wasmrunner.cli.command.container;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.ByteArrayOutputStream;

/** The keys that leave an attached container running, and where among them what was typed stands. */
final class DetachKeys {
    static final String DEFAULT = "ctrl-p,ctrl-q";

    private final byte[] keys;
    private int seen;

    private DetachKeys(byte[] keys) {
        this.keys = keys;
    }

    /**
     * Reads Docker's form: single characters and {@code ctrl-<letter or one of @[\]^_>}, with commas between them.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for anything else
     */
    static DetachKeys parse(String text) {
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        for (String key : text.split(",", -1)) {
            keys.write(code(key, text));
        }
        return new DetachKeys(keys.toByteArray());
    }

    private static int code(String key, String text) {
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
                "cannot read --detach-keys %s: it is a list such as ctrl-p,ctrl-q or ctrl-x,x".formatted(text));
    }

    /** Of the last of them, for the terminal to pass on what is typed as soon as it comes. */
    int last() {
        return keys[keys.length - 1];
    }

    /**
     * Whether all of them have been typed, the last of them within these bytes.
     *
     * @param from the first that is new
     */
    boolean complete(byte[] typed, int from, int to) {
        for (int i = from; i < to; i++) {
            seen = typed[i] == keys[seen] ? seen + 1 : typed[i] == keys[0] ? 1 : 0;
            if (seen == keys.length) {
                return true;
            }
        }
        return false;
    }
}
