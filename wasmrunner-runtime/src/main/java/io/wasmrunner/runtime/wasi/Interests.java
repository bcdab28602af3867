package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.io.Pollable;
import io.wasmrunner.sandbox.io.Poller;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The streams one poll waits for, each once for each direction. */
final class Interests {
    private final List<Poller.Interest> interests = new ArrayList<>();
    private final IdentityHashMap<Pollable, Integer> toRead = new IdentityHashMap<>();
    private final IdentityHashMap<Pollable, Integer> toWrite = new IdentityHashMap<>();
    private List<Poller.Readiness> answers = List.of();

    void add(Pollable stream, boolean reading) {
        if (indices(reading).putIfAbsent(stream, interests.size()) == null) {
            interests.add(new Poller.Interest(stream, reading));
        }
    }

    private IdentityHashMap<Pollable, Integer> indices(boolean reading) {
        return reading ? toRead : toWrite;
    }

    /** Waits at most {@code timeout} nanoseconds. */
    void await(Poller poller, long timeout) {
        answers = poller.poll(interests, timeout);
    }

    /** What came of it; not ready for a stream that was not waited for. */
    Poller.Readiness of(Pollable stream, boolean reading) {
        Integer index = indices(reading).get(stream);
        return index == null ? new Poller.Readiness(false, false) : answers.get(index);
    }
}
