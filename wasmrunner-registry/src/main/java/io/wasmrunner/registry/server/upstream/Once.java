package io.wasmrunner.registry.server.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that whoever asks for the same meanwhile shares, with its result. */
final class Once<T> {
    private final ConcurrentMap<String, FutureTask<T>> running = new ConcurrentHashMap<>();

    T get(String name, Work<T> work) throws IOException {
        FutureTask<T> mine = new FutureTask<>(work::run);
        FutureTask<T> there = running.putIfAbsent(name, mine);
        if (there == null) {
            try {
                mine.run();
            } finally {
                running.remove(name, mine);
            }
        }
        try {
            return (there == null ? mine : there).get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    interface Work<T> {
        T run() throws IOException;
    }
}
