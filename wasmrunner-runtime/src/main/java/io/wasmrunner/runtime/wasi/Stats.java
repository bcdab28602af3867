package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.fs.FileStat;

/** {@code $filestat} in the guest's memory. */
final class Stats {
    private final Snapshot snapshot;

    Stats(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Bytes. */
    int size() {
        return snapshot == Snapshot.UNSTABLE ? 56 : 64;
    }

    void put(GuestMemory memory, long address, FileStat stat) {
        put(memory, address, stat, FileTypes.of(stat.type()));
    }

    /** Of something that is no file: all zero but its type. */
    void put(GuestMemory memory, long address, int fileType) {
        put(memory, address, new FileStat(0, 0, io.wasmrunner.sandbox.fs.FileType.UNKNOWN, 0, 0, 0, 0, 0), fileType);
    }

    private void put(GuestMemory memory, long address, FileStat stat, int fileType) {
        memory.putLong(address, stat.device());
        memory.putLong(address + 8, stat.inode());
        // One byte and padding: written whole, so that no byte of the result keeps what was there.
        memory.putLong(address + 16, fileType);
        long next;
        if (snapshot == Snapshot.UNSTABLE) {
            memory.putInt(address + 20, (int) Math.min(stat.links(), 0xFFFF_FFFFL));
            next = address + 24;
        } else {
            memory.putLong(address + 24, stat.links());
            next = address + 32;
        }
        memory.putLong(next, stat.size());
        memory.putLong(next + 8, stat.accessed());
        memory.putLong(next + 16, stat.modified());
        memory.putLong(next + 24, stat.changed());
    }
}
