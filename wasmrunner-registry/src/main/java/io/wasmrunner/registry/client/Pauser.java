package io.wasmrunner.registry.client;

import java.time.Duration;

/** Waits before another attempt. */
public interface Pauser {
    Pauser SLEEP = Thread::sleep;

    void pause(Duration duration) throws InterruptedException;
}
