package io.wasmrunner.runtime.worker;

import io.wasmrunner.runtime.abi.AbiHost;
import io.wasmrunner.runtime.abi.AlertLevel;
import io.wasmrunner.runtime.abi.HostSensors;
import io.wasmrunner.runtime.abi.Sensor;
import io.wasmrunner.runtime.guest.Printable;
import io.wasmrunner.sandbox.launch.Ledger;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The ABI in a worker: log lines go to its stderr, alerts into the ledger, from where the command line takes them. */
final class WorkerAbi implements AbiHost {
    private final Ledger ledger;
    private final FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);

    WorkerAbi(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void log(String line) {
        try {
            stderr.write((Printable.line(line) + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }

    @Override
    public OptionalInt read(Sensor sensor) {
        return new HostSensors(Path.of("/")).read(sensor);
    }

    @Override
    public void alert(AlertLevel level, String message) {
        ledger.note(Worker.ALERT, level + " " + Printable.line(message));
    }
}
