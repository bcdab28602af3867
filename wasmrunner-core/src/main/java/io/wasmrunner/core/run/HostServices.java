package io.wasmrunner.core.run;

import io.wasmrunner.core.event.EventLog;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.abi.AbiHost;
import io.wasmrunner.runtime.abi.AlertLevel;
import io.wasmrunner.runtime.abi.HostSensors;
import io.wasmrunner.runtime.abi.Sensor;
import io.wasmrunner.runtime.guest.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.OptionalInt;

/** The ABI backed by this host: its sensors, its event log, and the user's terminal for what guests log. */
public final class HostServices implements AbiHost {
    private final String module;
    private final PrintStream log;
    private final EventLog events;
    private final HostSensors sensors;

    /** For the guest that runs {@code module}; its log lines go to {@code log}. */
    public HostServices(String module, PrintStream log, StateFolder state) {
        this.module = module;
        this.log = log;
        this.events = new EventLog(state);
        this.sensors = new HostSensors(state.root());
    }

    @Override
    public void log(String line) {
        log.println(Printable.line(line));
        log.flush();
    }

    @Override
    public OptionalInt read(Sensor sensor) {
        return sensors.read(sensor);
    }

    @Override
    public void alert(AlertLevel level, String message) {
        try {
            events.alert(module, level.toString(), message);
        } catch (IOException e) {
            log.println("wasmrunner: cannot record an alert of " + module + ": " + Reason.of(e));
        }
    }
}
