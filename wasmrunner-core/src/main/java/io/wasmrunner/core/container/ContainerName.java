package io.wasmrunner.core.container;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;

/** What a user calls a container: 2 to 128 of {@code [a-zA-Z0-9_.-]}, the first a letter or digit, as Docker has it. */
public record ContainerName(String text) {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 128;

    /**
     * Reads one; a slash in front, which Docker's API has, is dropped.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for a name that none can have
     */
    public static ContainerName parse(String text) {
        String name = text.startsWith("/") ? text.substring(1) : text;
        if (!isName(name)) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot call a container \"%s\": a name is 2 to 128 letters, digits, '_', '.' and '-', the first a"
                                    .formatted(text)
                            + " letter or digit");
        }
        return new ContainerName(name);
    }

    /** Whether a container can be called so. */
    static boolean isName(String name) {
        if (name.length() < SHORTEST || name.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Words.isAlphanumeric(c) && (i == 0 || (c != '_' && c != '.' && c != '-'))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
