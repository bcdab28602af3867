package io.wasmrunner.registry.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Does several things at a time; when one fails the others stop where they can. */
final class Together {
    /** One of the things. */
    interface Work {
        /** @param stopped whether another one failed */
        void run(AtomicBoolean stopped) throws IOException;
    }

    private Together() {}

    /** @throws IOException the first failure, as unchecked ones are */
    static void run(int parallel, List<Work> works) throws IOException {
        AtomicBoolean stopped = new AtomicBoolean();
        if (works.size() == 1 || parallel == 1) {
            for (Work work : works) {
                work.run(stopped);
            }
            return;
        }
        // Threads are never interrupted: that would close files which all threads share.
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(parallel, works.size())))) {
            List<Future<?>> all = new ArrayList<>();
            for (Work work : works) {
                all.add(threads.submit(guarded(work, stopped)));
            }
            Throwable failure = null;
            for (Future<?> one : all) {
                failure = first(failure, one);
            }
            switch (failure) {
                case null -> {}
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new UncheckedIOException(new IOException(failure));
            }
        }
    }

    private static Callable<@Nullable Void> guarded(Work work, AtomicBoolean stopped) {
        return () -> {
            boolean done = false;
            try {
                if (!stopped.get()) {
                    work.run(stopped);
                }
                done = true;
            } finally {
                if (!done) {
                    stopped.set(true);
                }
            }
            return null;
        };
    }

    private static @Nullable Throwable first(@Nullable Throwable failure, Future<?> one) throws IOException {
        try {
            one.get();
            return failure;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            boolean consequence = cause instanceof StoppedException;
            return failure == null || (failure instanceof StoppedException && !consequence) ? cause : failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
