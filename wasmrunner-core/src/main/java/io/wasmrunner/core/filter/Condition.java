package io.wasmrunner.core.filter;

import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.List;

/** One condition, as a user gave it. */
public record Condition(String name, String value) {
    /**
     * Reads {@code name=value}.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} when it does not look like that
     */
    public static Condition parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw usage(text, "it must look like name=value");
        }
        return new Condition(text.substring(0, equals), text.substring(equals + 1));
    }

    /** The error that it is for that reason. */
    public WasmrunnerException wrong(String why) {
        return usage(toString(), why);
    }

    /** The error that it is because its name is none of these. */
    public WasmrunnerException unknown(List<String> names) {
        return wrong("there is no such condition" + Nearest.hint(name, names) + " (" + String.join(", ", names) + ")");
    }

    private static WasmrunnerException usage(String text, String why) {
        return new WasmrunnerException(ErrorCode.USAGE, "cannot filter by %s: %s".formatted(text, why));
    }

    @Override
    public String toString() {
        return name + "=" + value;
    }
}
