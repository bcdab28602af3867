package io.wasmrunner.core.volume;

import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.regex.Pattern;

/** What a volume is called: 2 to 128 of {@code [a-zA-Z0-9_.-]}, the first a letter or digit, as Docker has it. */
public record VolumeName(String text) {
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}");

    /**
     * Reads one.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for a name that none can have
     */
    public static VolumeName parse(String text) {
        if (!isName(text)) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot call a volume \"%s\": a name is 2 to 128 letters, digits, '_', '.' and '-', the first a letter"
                                    .formatted(text)
                            + " or digit; a directory of the host begins with / or .");
        }
        return new VolumeName(text);
    }

    /** Whether one can be called so. */
    public static boolean isName(String text) {
        return FORM.matcher(text).matches();
    }

    /** That of a volume that nobody named. */
    public static VolumeName random() {
        return new VolumeName(ContainerId.random().hex());
    }

    @Override
    public String toString() {
        return text;
    }
}
