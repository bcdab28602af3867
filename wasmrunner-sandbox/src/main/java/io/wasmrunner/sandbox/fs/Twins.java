package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** Directories of the upper layer that stand for those of the lower one. */
final class Twins {
    private static final int OWNER_ALL = 0700;

    private Twins() {}

    /** Makes one, with the times and permissions of the other, unless it is there; the times of the one above stay. */
    static void make(Layer upper, String path, Layer lower, String lowerPath) {
        String above = LayerNames.dotted(LayerNames.parent(path));
        FileStat before = upper.stat(above, false);
        try {
            upper.createDirectory(path);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EXIST) {
                return;
            }
            throw e;
        }
        try (Layer twin = (Layer) upper.open(path, LayerRequests.DIRECTORY);
                Layer original = (Layer) lower.open(lowerPath, LayerRequests.DIRECTORY)) {
            FileStat stat = original.stat();
            twin.setPermissions(original.permissions() | OWNER_ALL);
            twin.setTimes(timesOf(stat));
        }
        upper.setTimes(above, false, timesOf(before));
    }

    /** The same times again; those before 1970, which cannot be set, become 1970. */
    static FileTimes timesOf(FileStat stat) {
        return new FileTimes(
                new FileTimes.At(Math.max(0, stat.accessed())), new FileTimes.At(Math.max(0, stat.modified())));
    }
}
