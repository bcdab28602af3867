package io.wasmrunner.cli.command.registry;

import java.util.concurrent.CountDownLatch;

/** The wish of whoever runs this process that it ends: SIGINT, SIGTERM or SIGHUP. The process ends when this is closed. */
final class Shutdown implements AutoCloseable {
    private final CountDownLatch wanted = new CountDownLatch(1);
    private final CountDownLatch ready = new CountDownLatch(1);

    Shutdown() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            wanted.countDown();
            try {
                ready.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** Waits for it. */
    void await() throws InterruptedException {
        wanted.await();
    }

    @Override
    public void close() {
        ready.countDown();
    }
}
