package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads directories through getdents64(2). */
final class NativeListing {
    private static final int BUFFER = 1 << 15;
    private static final int LENGTH_AT = 16;
    private static final int TYPE_AT = 18;
    private static final int NAME_AT = 19;

    private NativeListing() {}

    /** The dots first, then all other names in the host's order; at the top, nothing is told of what lies above. */
    static List<DirectoryEntry> read(int descriptor, long own, boolean top) {
        NativeErrnos.check(NativeIo.rewind(descriptor));
        List<DirectoryEntry> entries = new ArrayList<>();
        entries.add(new DirectoryEntry(".", own, FileType.DIRECTORY));
        entries.add(new DirectoryEntry("..", own, FileType.DIRECTORY));
        byte[] records = new byte[BUFFER];
        while (true) {
            int count = NativeErrnos.check(NativeIo.list(descriptor, records));
            if (count == 0) {
                return entries;
            }
            parse(descriptor, records, count, top, entries);
        }
    }

    private static void parse(int descriptor, byte[] records, int count, boolean top, List<DirectoryEntry> entries) {
        ByteBuffer buffer = ByteBuffer.wrap(records).order(ByteOrder.nativeOrder());
        int length;
        for (int at = 0; at < count; at += length) {
            length = Short.toUnsignedInt(buffer.getShort(at + LENGTH_AT));
            int end = at + NAME_AT;
            while (records[end] != 0) {
                end++;
            }
            String name = new String(records, at + NAME_AT, end - at - NAME_AT, StandardCharsets.UTF_8);
            if (name.equals("..")) {
                if (!top) {
                    entries.set(1, new DirectoryEntry(name, buffer.getLong(at), FileType.DIRECTORY));
                }
            } else if (!name.equals(".")) {
                FileType type = typeOf(records[at + TYPE_AT]);
                entries.add(new DirectoryEntry(
                        name, buffer.getLong(at), type == FileType.UNKNOWN ? ask(descriptor, name) : type));
            }
        }
    }

    private static FileType typeOf(byte type) {
        return switch (type) {
            case 1 -> FileType.FIFO;
            case 2 -> FileType.CHARACTER_DEVICE;
            case 4 -> FileType.DIRECTORY;
            case 6 -> FileType.BLOCK_DEVICE;
            case 8 -> FileType.REGULAR_FILE;
            case 10 -> FileType.SYMBOLIC_LINK;
            case 12 -> FileType.SOCKET_STREAM;
            default -> FileType.UNKNOWN;
        };
    }

    /** Not every file system says in the listing what a name is. */
    private static FileType ask(int descriptor, String name) {
        long[] stat = new long[NativeIo.STAT_FIELDS];
        return NativeIo.statAt(descriptor, GuestPath.cString(name), false, stat) < 0
                ? FileType.UNKNOWN
                : NativeStat.of(stat).type();
    }
}
