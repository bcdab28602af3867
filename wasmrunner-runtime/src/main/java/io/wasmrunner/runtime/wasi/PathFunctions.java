package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.fs.Directory;
import io.wasmrunner.sandbox.fs.FileStat;
import io.wasmrunner.sandbox.fs.FileTimes;

/** {@code path_*}. Where a path leads is the directory's business; here it is only read, and named in a refusal. */
final class PathFunctions implements Family {
    private final WasiState state;
    private final Stats stats;
    private final PathOpen open;

    PathFunctions(WasiState state, Snapshot snapshot) {
        this.state = state;
        stats = new Stats(snapshot);
        open = new PathOpen(state);
    }

    @Override
    public void call(WasiFunction function, GuestMemory memory, long[] arguments) {
        switch (function) {
            case PATH_OPEN -> open.open(memory, arguments);
            case PATH_CREATE_DIRECTORY -> {
                String path = path(memory, arguments, 1);
                directory(arguments[0], path).createDirectory(path);
            }
            case PATH_REMOVE_DIRECTORY -> {
                String path = path(memory, arguments, 1);
                directory(arguments[0], path).removeDirectory(path);
            }
            case PATH_UNLINK_FILE -> {
                String path = path(memory, arguments, 1);
                directory(arguments[0], path).unlink(path);
            }
            case PATH_FILESTAT_GET -> {
                String path = path(memory, arguments, 2);
                long result = unsigned(arguments[4]);
                memory.check(result, stats.size());
                FileStat stat = directory(arguments[0], path).stat(path, follow(arguments[1]));
                stats.put(memory, result, stat);
            }
            case PATH_FILESTAT_SET_TIMES -> {
                String path = path(memory, arguments, 2);
                FileTimes times = TimeChanges.of(arguments[4], arguments[5], unsigned(arguments[6]));
                directory(arguments[0], path).setTimes(path, follow(arguments[1]), times);
            }
            case PATH_READLINK -> readLink(memory, arguments);
            case PATH_SYMLINK -> {
                String target = path(memory, arguments, 0);
                String path = path(memory, arguments, 3);
                directory(arguments[2], path).symlink(target, path);
            }
            case PATH_RENAME -> {
                String from = path(memory, arguments, 1);
                String to = path(memory, arguments, 4);
                DirDescriptor source = state.dir((int) arguments[0]);
                DirDescriptor target = state.dir((int) arguments[3]);
                state.touch(source, from, target, to);
                source.opened().rename(from, target.opened(), to);
            }
            case PATH_LINK -> {
                String from = path(memory, arguments, 2);
                String to = path(memory, arguments, 5);
                DirDescriptor source = state.dir((int) arguments[0]);
                DirDescriptor target = state.dir((int) arguments[4]);
                state.touch(source, from, target, to);
                source.opened().link(from, follow(arguments[1]), target.opened(), to);
            }
            default -> throw new AssertionError(function);
        }
    }

    private static String path(GuestMemory memory, long[] arguments, int index) {
        return GuestPaths.read(memory, unsigned(arguments[index]), unsigned(arguments[index + 1]));
    }

    private static boolean follow(long lookupFlags) {
        return Flags.known(lookupFlags, OpenFlags.SYMLINK_FOLLOW) != 0;
    }

    private Directory directory(long fd, String path) {
        DirDescriptor dir = state.dir((int) fd);
        state.touch(dir, path);
        return dir.opened();
    }

    private void readLink(GuestMemory memory, long[] arguments) {
        String path = path(memory, arguments, 1);
        long buffer = unsigned(arguments[3]);
        long length = unsigned(arguments[4]);
        long result = unsigned(arguments[5]);
        memory.check(buffer, length);
        memory.check(result, Integer.BYTES);
        byte[] target = GuestPaths.encode(directory(arguments[0], path).readLink(path));
        int count = (int) Math.min(length, target.length);
        memory.write(buffer, target, 0, count);
        memory.putInt(result, count);
    }
}
