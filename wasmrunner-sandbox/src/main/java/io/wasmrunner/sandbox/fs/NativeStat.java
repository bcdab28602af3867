package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;

/** Reads results of the native library: a stat's eight longs, and what a negative result of a path's use means. */
final class NativeStat {
    private static final FileType[] TYPES = FileType.values();

    private NativeStat() {}

    static FileStat of(long[] fields) {
        return new FileStat(
                fields[0], fields[1], TYPES[(int) fields[2]], fields[3], fields[4], fields[5], fields[6], fields[7]);
    }

    static FileStat of(int descriptor) {
        long[] fields = new long[NativeIo.STAT_FIELDS];
        NativeErrnos.check(NativeIo.stat(descriptor, fields));
        return of(fields);
    }

    /** Hands on what is not negative; throws the refusal or the errno otherwise. */
    static int check(int result) {
        if (result < 0) {
            throw failure(result);
        }
        return result;
    }

    /** The exception for a negative result. */
    static ErrnoException failure(int result) {
        return switch (-result) {
            case NativeIo.ESCAPE -> Refusals.escape();
            case NativeIo.NOT_A_FILE -> Refusals.notAFile();
            default -> NativeErrnos.failure(result);
        };
    }
}
