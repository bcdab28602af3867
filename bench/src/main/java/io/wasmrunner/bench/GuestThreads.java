package io.wasmrunner.bench;

import io.wasmrunner.runtime.engine.GuestThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** JMH's measuring threads, with the stack that compiled guests need. JMH makes it by its name. */
public final class GuestThreads extends ThreadPoolExecutor {
    /** The arguments JMH gives: how many threads, and what to call them. */
    public GuestThreads(int threads, String prefix) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), GuestThread::new);
    }
}
