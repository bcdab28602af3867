package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.fs.DirectoryEntry;
import java.util.List;

/** {@code fd_readdir}: as many {@code $dirent} records as fit, the last one cut off where the buffer ends. */
final class DirectoryReader {
    private static final int HEADER = 24;

    private final WasiState state;

    DirectoryReader(WasiState state) {
        this.state = state;
    }

    /** A cookie is the number of names before it in the listing that began with cookie 0. */
    void read(GuestMemory memory, DirDescriptor dir, long buffer, long length, long cookie, long usedAt) {
        memory.check(buffer, length);
        memory.check(usedAt, Integer.BYTES);
        List<DirectoryEntry> entries = state.listings().of(dir, cookie == 0);
        long used = 0;
        byte[] header = new byte[HEADER];
        for (long i = cookie; i >= 0 && i < entries.size() && used < length; i++) {
            DirectoryEntry entry = entries.get((int) i);
            byte[] name = GuestPaths.encode(entry.name());
            fill(header, i + 1, entry, name.length);
            used += put(memory, buffer + used, length - used, header);
            used += put(memory, buffer + used, length - used, name);
        }
        memory.putInt(usedAt, (int) used);
    }

    private static int put(GuestMemory memory, long address, long room, byte[] bytes) {
        int count = (int) Math.min(room, bytes.length);
        memory.write(address, bytes, 0, count);
        return count;
    }

    private static void fill(byte[] header, long next, DirectoryEntry entry, int nameLength) {
        putLong(header, 0, next);
        putLong(header, 8, entry.inode());
        putLong(header, 16, nameLength | (long) FileTypes.of(entry.type()) << 32);
    }

    private static void putLong(byte[] into, int offset, long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            into[offset + i] = (byte) (value >>> (8 * i));
        }
    }
}
