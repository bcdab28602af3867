package io.wasmrunner.sandbox.shim;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The lock that a shim holds for as long as it lives: a process id alone may be another's by now. */
public final class ShimLock {
    /** The file, in the container's folder. */
    public static final String FILE = "shim";

    /** Of the fields of /proc/pid/stat behind the name, counted from 0: the start time. */
    private static final int START_TIME = 19;

    /** A process; its start time is in clock ticks since the machine started (proc(5)). */
    public record Owner(long pid, long startTime) {}

    private ShimLock() {}

    /**
     * Whether a shim keeps the container with that folder.
     *
     * @throws ErrnoException when that cannot be told
     */
    public static boolean isAlive(Path folder) {
        return holder(folder) > 0;
    }

    private static int holder(Path folder) {
        ShimLine.needLibrary();
        int holder = NativeIo.lockHolder(ShimLine.cString(folder.resolve(FILE).toString()));
        if (holder >= 0) {
            return holder;
        }
        return switch (NativeErrnos.of(-holder)) {
            case NOENT, NOTDIR -> 0;
            default -> throw NativeErrnos.failure(holder);
        };
    }

    /**
     * The shim that keeps it; empty when none does, or none that can be told from a process that has its id by chance.
     *
     * @throws ErrnoException when that cannot be told
     */
    public static Optional<Owner> owner(Path folder) {
        int holder = holder(folder);
        if (holder == 0) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(folder.resolve(FILE), StandardCharsets.ISO_8859_1);
            long[] numbers = Words.numbers(Words.split(text.strip(), 2), 0);
            if (numbers.length != 2 || numbers[0] != holder || numbers[1] != startTime(holder)) {
                return Optional.empty();
            }
            return Optional.of(new Owner(holder, numbers[1]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** When a process started; -1 when there is none of that id. */
    public static long startTime(long pid) {
        try {
            Path stat = Path.of("/proc", Long.toString(pid), "stat");
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            // The name may hold spaces and parentheses; nothing behind it does.
            String[] fields = Words.split(text.substring(text.lastIndexOf(')') + 2), START_TIME + 2);
            long[] start = Words.numbers(new String[] {fields[START_TIME]}, 0);
            return start.length == 1 ? start[0] : -1;
        } catch (IOException | IndexOutOfBoundsException e) {
            return -1;
        }
    }
}
