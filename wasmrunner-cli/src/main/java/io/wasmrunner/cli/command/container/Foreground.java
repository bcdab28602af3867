package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.RunReporter;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.life.Settled;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.text.KeySequence;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.launch.SignalForwarding;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.shim.Attachment;
import io.wasmrunner.sandbox.shim.ShimLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.OptionalInt;

/** This process as the terminal of a container: its output, its input, its signals, and its exit code at the end. */
public final class Foreground {
    private final Container container;
    private final Containers containers;
    private final Context context;
    private final DetachKeys keys;
    private final boolean quiet;
    private volatile boolean detached;

    private Foreground(Container container, DetachKeys keys, boolean quiet, Containers containers, Context context) {
        this.container = container;
        this.keys = keys;
        this.quiet = quiet;
        this.containers = containers;
        this.context = context;
    }

    /**
     * Starts a container and shows all of its output.
     *
     * @param input whether stdin is passed on
     * @param keys what leaves it running
     * @param signals whether signals are passed on
     * @param quiet whether refused attempts are not mentioned
     * @return its exit code; 0 when it was left running
     */
    public static int start(
            Container container,
            boolean input,
            KeySequence keys,
            boolean signals,
            boolean quiet,
            Containers containers,
            Context context)
            throws IOException, InterruptedException {
        Attachment attachment = containers.startAttached(container.id(), input, true);
        return new Foreground(container, new DetachKeys(keys), quiet, containers, context)
                .show(attachment, input, signals);
    }

    /** The same with a container that runs. */
    static int attach(
            Container container,
            boolean input,
            KeySequence keys,
            boolean signals,
            Containers containers,
            Context context)
            throws IOException, InterruptedException {
        return new Foreground(container, new DetachKeys(keys), false, containers, context)
                .show(containers.attach(container, input, true), input, signals);
    }

    private int show(Attachment attachment, boolean input, boolean signals) throws IOException, InterruptedException {
        ContainerId id = container.id();
        long shim = ShimLock.owner(containers.store().files().folder(id))
                .map(ShimLock.Owner::pid)
                .orElse(0L);
        try (attachment;
                SignalForwarding _ = signals && shim != 0 ? SignalForwarding.to((int) shim) : SignalForwarding.none();
                KeyTerminal _ = input ? KeyTerminal.set(keys) : KeyTerminal.none()) {
            if (input) {
                Thread.ofPlatform().daemon().name("stdin").start(() -> pump(context.in(), attachment));
            }
            OptionalInt code = output(attachment);
            if (code.isPresent()) {
                return code.getAsInt();
            }
        }
        OptionalInt code = containers.await(id);
        if (code.isEmpty()) {
            throw new WasmrunnerException(
                    ErrorCode.HOST, "cannot tell how %s ended: it was removed meanwhile".formatted(container.name()));
        }
        return code.getAsInt();
    }

    /** The exit code, when it is known: 0 when the user left before the end. */
    private OptionalInt output(Attachment attachment) throws IOException {
        while (true) {
            switch (attachment.next()) {
                case OUTPUT -> write(context.out(), attachment);
                case ERROR -> write(context.err(), attachment);
                case RUN_ENDED -> {
                    Optional<Settled> settled = containers.settleInstead(container.id());
                    if (settled.isPresent() && settled.get().delay().isEmpty()) {
                        return OptionalInt.of(report(settled.get()));
                    }
                }
                case SHIM_GONE -> {
                    return detached ? OptionalInt.of(0) : OptionalInt.empty();
                }
            }
        }
    }

    private int report(Settled settled) {
        Policy policy = container.spec().guest().policy();
        if (settled.end().isPresent()) {
            return new RunReporter(context, quiet, policy.enforce())
                    .report(settled.end().get(), policy.quotas());
        }
        String why = settled.container().state().run().reason()
                + settled.container().state().run().error();
        if (!why.isEmpty()) {
            context.warn(why);
        }
        return settled.exitCode();
    }

    private static void write(PrintStream to, Attachment attachment) {
        to.write(attachment.bytes(), 0, attachment.length());
        to.flush();
    }

    private void pump(InputStream from, Attachment attachment) {
        byte[] typed = new byte[16 << 10];
        try {
            for (int count = from.read(typed); count >= 0; count = from.read(typed)) {
                if (keys.complete(typed, 0, count)) {
                    detached = true;
                    attachment.hangUp();
                    return;
                }
                if (!attachment.send(typed, 0, count)) {
                    return;
                }
            }
        } catch (IOException e) {
            // As for the end of stdin.
        }
        attachment.endInput();
    }
}
