package io.wasmrunner.runtime.abi;

import java.util.OptionalInt;

/** What stands behind the ABI on the host. */
public interface AbiHost {

    /** One line the guest logs, without a line break at its end. */
    void log(String line);

    /** A reading now; empty when this host cannot take it. */
    OptionalInt read(Sensor sensor);

    /** Records an alert. */
    void alert(AlertLevel level, String message);
}
