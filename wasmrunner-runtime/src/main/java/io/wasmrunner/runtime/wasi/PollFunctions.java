package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.OpenFile;
import io.wasmrunner.sandbox.io.Pollable;
import io.wasmrunner.sandbox.io.Poller.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * {@code poll_oneoff}. Subscriptions stay in the guest's memory and are read twice, before the wait and after it; the host
 * keeps one entry for each stream, however many subscriptions name it.
 */
final class PollFunctions implements Family {
    /** As many as Wasmtime has room for, about. */
    private static final int MAX_SUBSCRIPTIONS = 1 << 20;

    private final WasiState state;
    private final Snapshot snapshot;

    PollFunctions(WasiState state, Snapshot snapshot) {
        this.state = state;
        this.snapshot = snapshot;
    }

    @Override
    public void call(WasiFunction function, GuestMemory memory, long[] arguments) {
        long subscriptions = unsigned(arguments[0]);
        long events = unsigned(arguments[1]);
        long count = unsigned(arguments[2]);
        long result = unsigned(arguments[3]);
        Subscription subscription = new Subscription(memory, snapshot, subscriptions);
        memory.check(subscriptions, count * subscription.size());
        memory.check(events, count * Events.SIZE);
        memory.check(result, Integer.BYTES);
        if (count == 0) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (count > MAX_SUBSCRIPTIONS) {
            throw ErrnoException.of(Errno.NOMEM);
        }
        memory.putInt(result, poll(subscription, (int) count, new Events(memory, events)));
    }

    private int poll(Subscription subscription, int count, Events events) {
        Deadlines deadlines = new Deadlines(state.config().clocks());
        while (true) {
            Interests interests = new Interests();
            long timeout = collect(subscription, count, deadlines, interests);
            interests.await(state.config().poller(), timeout);
            deadlines.look();
            report(subscription, count, deadlines, interests, events);
            // None is ready when the poller woke early, as it does in a wait of days.
            if (events.count() > 0) {
                deadlines.end();
                return events.count();
            }
        }
    }

    /** Finds out what to wait for, and how long at most, nanoseconds. */
    private long collect(Subscription subscription, int count, Deadlines deadlines, Interests interests) {
        long timeout = Deadlines.LONGEST;
        for (int i = 0; i < count; i++) {
            subscription.moveTo(i);
            if (subscription.isClock()) {
                timeout = Math.min(timeout, deadlines.left(subscription));
            } else {
                Pollable stream = stream(subscription);
                if (stream == null) {
                    timeout = 0;
                } else {
                    interests.add(stream, subscription.reading());
                }
            }
        }
        return timeout;
    }

    private void report(Subscription subscription, int count, Deadlines deadlines, Interests interests, Events events) {
        for (int i = 0; i < count; i++) {
            // Events may lie where subscriptions were: each is read whole before anything is written for it.
            subscription.moveTo(i);
            if (subscription.isClock()) {
                if (deadlines.left(subscription) == 0) {
                    events.add(subscription, 0, false);
                    deadlines.fired(subscription);
                }
                continue;
            }
            Pollable stream = stream(subscription);
            if (stream == null) {
                reportFile(subscription, events);
                continue;
            }
            Readiness readiness = interests.of(stream, subscription.reading());
            if (readiness.ready() || readiness.hangUp()) {
                long available = subscription.reading() ? stream.available() : 1;
                boolean unknown = available == 0 && !readiness.hangUp();
                events.add(subscription, unknown ? 1 : available, readiness.hangUp());
            }
        }
    }

    /** A file is always ready; at its end there is nothing to read, which is told as a hang-up. */
    private void reportFile(Subscription subscription, Events events) {
        if (!subscription.reading()) {
            events.add(subscription, 1, false);
            return;
        }
        OpenFile file = state.file(subscription.fd()).opened();
        long left = Math.max(0, file.stat().size() - file.seek(0, OpenFile.Whence.CURRENT));
        events.add(subscription, left, left == 0);
    }

    /** The stream that a subscription waits for; null for a file; BADF for all that cannot be waited for in that direction. */
    private @Nullable Pollable stream(Subscription subscription) {
        Descriptor descriptor = state.descriptor(subscription.fd());
        if (descriptor instanceof FileDescriptor) {
            return null;
        }
        if (descriptor instanceof StandardDescriptor standard && standard.input() == subscription.reading()) {
            return standard.stream();
        }
        if (descriptor instanceof SocketDescriptor socket) {
            return socket.socket();
        }
        if (descriptor instanceof ListenerDescriptor listening && subscription.reading()) {
            return listening.listener();
        }
        throw ErrnoException.of(Errno.BADF);
    }
}
