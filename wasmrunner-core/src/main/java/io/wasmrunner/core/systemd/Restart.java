package io.wasmrunner.core.systemd;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.List;

/** When systemd starts a unit again: a word of {@code Restart=} (systemd.service(5)). */
public record Restart(String word) {
    /** As podman has it. */
    public static final Restart DEFAULT = new Restart("on-failure");

    private static final List<String> WORDS =
            List.of("no", "on-success", "on-failure", "on-abnormal", "on-watchdog", "on-abort", "always");

    /**
     * Reads one.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for what systemd does not know
     */
    public static Restart parse(String text) {
        if (!WORDS.contains(text)) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot read --restart-policy %s: it is systemd that restarts, and it knows %s"
                            .formatted(text, String.join(", ", WORDS)));
        }
        return new Restart(text);
    }
}
