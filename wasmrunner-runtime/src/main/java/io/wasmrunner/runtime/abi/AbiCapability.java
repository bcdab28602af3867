package io.wasmrunner.runtime.abi;

import java.util.Locale;

/** What a guest can be granted of the ABI. */
public enum AbiCapability {
    /** {@code log(ptr i32, len i32)}: one line of text. */
    LOG("log"),
    /** {@code read_sensor(id i32) -> i32}: a reading of the host, see {@link Sensor}. */
    SENSORS("read_sensor"),
    /** {@code send_alert(ptr i32, len i32, level i32)}: a record in the event log. */
    ALERTS("send_alert");

    private final String function;

    AbiCapability(String function) {
        this.function = function;
    }

    /** The name of the function that it grants, without its module. */
    String function() {
        return function;
    }

    /** As {@code --allow-abi} writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
