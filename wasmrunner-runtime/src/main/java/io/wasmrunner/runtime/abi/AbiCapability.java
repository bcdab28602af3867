package io.wasmrunner.runtime.abi;

import java.util.Locale;

/** What a guest can be granted of the ABI. */
public enum AbiCapability {
    /** {@code log(ptr i32, len i32)}: one line of text. */
    LOG,
    /** {@code read_sensor(id i32) -> i32}: a reading of the host, see {@link Sensor}. */
    SENSORS,
    /** {@code send_alert(ptr i32, len i32, level i32)}: a record in the event log. */
    ALERTS;

    /** As {@code --allow-abi} writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
