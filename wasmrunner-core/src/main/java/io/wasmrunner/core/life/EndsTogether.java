package io.wasmrunner.core.life;

import io.wasmrunner.sandbox.launch.WorkerProcess;
import io.wasmrunner.sandbox.shim.ShimControl;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While it is open, what this process has started is held and ends as the run of a container's own guest does. */
final class EndsTogether implements AutoCloseable {
    /** Milliseconds from one try to the next: what is to be ended may be just about to start. */
    private static final int AGAIN = 50;

    private final ShimControl shim;
    private final CountDownLatch over = new CountDownLatch(1);

    private EndsTogether(ShimControl shim) {
        this.shim = shim;
    }

    /** @param shim the container's; nobody else uses that connection */
    static EndsTogether with(ShimControl shim) {
        EndsTogether together = new EndsTogether(shim);
        Thread.ofPlatform().daemon().name("container-end").start(together::watch);
        return together;
    }

    private void watch() {
        shim.watch(this::hear);
    }

    private void hear(ShimControl.Turn turn) {
        switch (turn) {
            case PAUSED -> WorkerProcess.hold(true);
            case RESUMED -> WorkerProcess.hold(false);
            case ENDED -> end();
        }
    }

    private void end() {
        try {
            do {
                ProcessHandle.current().children().forEach(ProcessHandle::destroy);
            } while (!over.await(AGAIN, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        shim.hangUp();
    }
}
