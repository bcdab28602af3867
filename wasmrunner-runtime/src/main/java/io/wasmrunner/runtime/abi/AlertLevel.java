package io.wasmrunner.runtime.abi;

import java.util.Locale;

/** How serious an alert is; its number in the ABI is its place here. */
public enum AlertLevel {
    INFO,
    WARNING,
    CRITICAL;

    /** In lower case, as records have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
