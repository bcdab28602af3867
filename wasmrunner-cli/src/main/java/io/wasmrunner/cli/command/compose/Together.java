package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.core.compose.ServiceStart;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.shim.Attachment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** This terminal as that of several services: the output of all, each line with the name of its container before it. */
final class Together implements ServiceStart, AutoCloseable {
    private final Containers containers;
    private final Context context;
    private final List<Thread> readers = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final int width;
    private volatile boolean stopping;

    /** @param width characters of the longest name */
    Together(Containers containers, Context context, int width) {
        this.containers = containers;
        this.context = context;
        this.width = width;
    }

    /** Something that ends all services. */
    interface Stop {
        void stop() throws IOException;
    }

    /** Does that when this process is asked to end, before it does. */
    void stopAtSignal(Stop stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (closed.getCount() == 0) {
                return;
            }
            stopping = true;
            try {
                stop.stop();
                context.out().flush();
            } catch (IOException e) {
                context.warn("cannot stop all services: " + Reason.of(e));
            } catch (WasmrunnerException | RegistryException e) {
                context.warn("cannot stop all services: " + e.getMessage());
            }
        }));
    }

    @Override
    public void start(String name, ContainerId id) throws IOException {
        read(name, containers.startAttached(id, false, false));
    }

    @Override
    public void running(String name, ContainerRow row) throws IOException {
        Container container = containers.find(row.id().hex());
        read(name, containers.attach(container, false, false));
    }

    private void read(String name, Attachment attachment) {
        // It waits in native code, where a virtual thread would keep its carrier.
        readers.add(Thread.ofPlatform().daemon().start(() -> {
            LinePrefix out = new LinePrefix(name, width, context.out());
            LinePrefix err = new LinePrefix(name, width, context.err());
            try (attachment) {
                for (Attachment.Frame frame = attachment.next();
                        frame != Attachment.Frame.SHIM_GONE;
                        frame = attachment.next()) {
                    switch (frame) {
                        case OUTPUT -> out.write(attachment.bytes(), attachment.length());
                        case ERROR -> err.write(attachment.bytes(), attachment.length());
                        case RUN_ENDED, SHIM_GONE -> {
                            out.end();
                            err.end();
                        }
                    }
                }
                out.end();
                err.end();
            }
        }));
    }

    /** Waits until all have ended. */
    void await() throws InterruptedException {
        for (Thread reader : List.copyOf(readers)) {
            reader.join();
        }
        if (stopping) {
            // What was asked to end stays until it may.
            closed.await();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
