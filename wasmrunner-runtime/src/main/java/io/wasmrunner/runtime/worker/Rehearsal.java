package io.wasmrunner.runtime.worker;

import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.guest.SpecRecords;
import io.wasmrunner.runtime.module.ModuleBinary;
import io.wasmrunner.runtime.run.Gate;
import io.wasmrunner.runtime.run.Invocation;
import io.wasmrunner.runtime.select.EngineSelector;
import io.wasmrunner.sandbox.fs.ConfinedFileSystem;
import io.wasmrunner.sandbox.launch.Inheritance;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.launch.WorkerProcess;
import io.wasmrunner.sandbox.policy.Policy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Does what a worker does, without a launcher and its sandbox, for the JVM to learn which classes that takes: arguments
 * are a trusted module and a folder for its compiled code. The run script keeps what was learned in an AOT cache.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** Runs the module as a worker would. */
    public static void main(String[] arguments) throws IOException {
        ModuleBinary module = ModuleBinary.of(Files.readAllBytes(Path.of(arguments[0])));
        Path folder = Path.of(arguments[1]);
        ConfinedFileSystem.nativeProblem().ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        Records spec = new Records()
                .add("guest.code", folder.toString())
                .add("guest.workshop", folder.toString())
                .add("guest.libraries", folder.toString())
                .add("guest.module", Inheritance.hold(module.bytes()))
                .add("guest.module-name", arguments[0])
                .add("guest.module-digest", module.sha256())
                .add("guest.control", Inheritance.hold(new byte[0]));
        SpecRecords.write(
                new GuestSpec(
                        List.of(),
                        List.of("A=b"),
                        List.of(),
                        List.of(),
                        Policy.STANDARD,
                        EngineSelector.AUTO,
                        false,
                        new Invocation.Start(),
                        Set.of()),
                spec);
        int status = Worker.start(
                spec.bytes(WorkerProcess.SPEC_KIND), ByteBuffer.allocateDirect(256 << 10), true, new Gate.Open());
        if (status != 0) {
            throw new IllegalStateException("the worker failed");
        }
    }
}
