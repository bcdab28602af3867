package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.quota.Meter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guest's descriptor table. A new descriptor takes the lowest free number, as POSIX has it. */
final class Descriptors {
    private final List<@Nullable Descriptor> slots = new ArrayList<>();
    private final Meter meter;
    /** No slot below is free. */
    private int lowest;

    Descriptors(Meter meter) {
        this.meter = meter;
    }

    /** Fails with BADF when nothing has that number. */
    Descriptor get(int fd) {
        if (fd < 0 || fd >= slots.size()) {
            throw ErrnoException.of(Errno.BADF);
        }
        Descriptor descriptor = slots.get(fd);
        if (descriptor == null) {
            throw ErrnoException.of(Errno.BADF);
        }
        return descriptor;
    }

    /** Counts one more descriptor before it is opened, so that nothing is created that has no place; MFILE when full. */
    void reserve() {
        if (!meter.tryCharge(1)) {
            throw ErrnoException.of(Errno.MFILE);
        }
    }

    /** Gives a reservation back that came to nothing. */
    void unreserve() {
        meter.release(1);
    }

    /** Puts a descriptor that {@link #reserve} made room for in the table and returns its number. */
    int add(Descriptor descriptor) {
        while (lowest < slots.size() && slots.get(lowest) != null) {
            lowest++;
        }
        if (lowest == slots.size()) {
            slots.add(descriptor);
        } else {
            slots.set(lowest, descriptor);
        }
        return lowest++;
    }

    /** Takes a descriptor out and returns it; the caller releases it. */
    Descriptor remove(int fd) {
        Descriptor descriptor = get(fd);
        slots.set(fd, null);
        lowest = Math.min(lowest, fd);
        meter.release(1);
        return descriptor;
    }

    /**
     * Moves {@code from} to the number {@code to}, which must be open, and returns what was there for the caller to
     * release; null when both are the same number.
     */
    @Nullable
    Descriptor renumber(int from, int to) {
        Descriptor moved = get(from);
        Descriptor replaced = get(to);
        if (from == to) {
            return null;
        }
        remove(from);
        slots.set(to, moved);
        return replaced;
    }

    /** Releases all that is still open. */
    void releaseAll() {
        for (int fd = 0; fd < slots.size(); fd++) {
            if (slots.get(fd) != null) {
                remove(fd).release();
            }
        }
    }
}
