package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every function of the interface and its type, in the order of {@code wasi_snapshot_preview1.witx}, and an extension. */
enum WasiFunction {
    ARGS_GET(Group.ARGUMENTS, "ii"),
    ARGS_SIZES_GET(Group.ARGUMENTS, "ii"),
    ENVIRON_GET(Group.ARGUMENTS, "ii"),
    ENVIRON_SIZES_GET(Group.ARGUMENTS, "ii"),
    CLOCK_RES_GET(Group.CLOCKS, "ii"),
    CLOCK_TIME_GET(Group.CLOCKS, "iji"),
    FD_ADVISE(Group.ATTRIBUTES, "ijji"),
    FD_ALLOCATE(Group.ATTRIBUTES, "ijj"),
    FD_CLOSE(Group.DESCRIPTORS, "i"),
    FD_DATASYNC(Group.ATTRIBUTES, "i"),
    FD_FDSTAT_GET(Group.ATTRIBUTES, "ii"),
    FD_FDSTAT_SET_FLAGS(Group.ATTRIBUTES, "ii"),
    FD_FDSTAT_SET_RIGHTS(Group.ATTRIBUTES, "ijj"),
    FD_FILESTAT_GET(Group.ATTRIBUTES, "ii"),
    FD_FILESTAT_SET_SIZE(Group.ATTRIBUTES, "ij"),
    FD_FILESTAT_SET_TIMES(Group.ATTRIBUTES, "ijji"),
    FD_PREAD(Group.TRANSFERS, "iiiji"),
    FD_PRESTAT_GET(Group.DESCRIPTORS, "ii"),
    FD_PRESTAT_DIR_NAME(Group.DESCRIPTORS, "iii"),
    FD_PWRITE(Group.TRANSFERS, "iiiji"),
    FD_READ(Group.TRANSFERS, "iiii"),
    FD_READDIR(Group.DESCRIPTORS, "iiiji"),
    FD_RENUMBER(Group.DESCRIPTORS, "ii"),
    FD_SEEK(Group.TRANSFERS, "ijii"),
    FD_SYNC(Group.ATTRIBUTES, "i"),
    FD_TELL(Group.TRANSFERS, "ii"),
    FD_WRITE(Group.TRANSFERS, "iiii"),
    PATH_CREATE_DIRECTORY(Group.PATHS, "iii"),
    PATH_FILESTAT_GET(Group.PATHS, "iiiii"),
    PATH_FILESTAT_SET_TIMES(Group.PATHS, "iiiijji"),
    PATH_LINK(Group.PATHS, "iiiiiii"),
    PATH_OPEN(Group.PATHS, "iiiiijjii"),
    PATH_READLINK(Group.PATHS, "iiiiii"),
    PATH_REMOVE_DIRECTORY(Group.PATHS, "iii"),
    PATH_RENAME(Group.PATHS, "iiiiii"),
    PATH_SYMLINK(Group.PATHS, "iiiii"),
    PATH_UNLINK_FILE(Group.PATHS, "iii"),
    POLL_ONEOFF(Group.POLL, "iiii"),
    PROC_EXIT(Group.PROCESS, "i"),
    PROC_RAISE(Group.PROCESS, "i"),
    SCHED_YIELD(Group.PROCESS, ""),
    RANDOM_GET(Group.PROCESS, "ii"),
    SOCK_ACCEPT(Group.SOCKETS, "iii"),
    SOCK_RECV(Group.SOCKETS, "iiiiii"),
    SOCK_SEND(Group.SOCKETS, "iiiii"),
    SOCK_SHUTDOWN(Group.SOCKETS, "ii"),
    // Not in preview 1: WasmEdge's extension of it.
    SOCK_OPEN(Group.OUTBOUND, "iii"),
    SOCK_BIND(Group.OUTBOUND, "iii"),
    SOCK_LISTEN(Group.OUTBOUND, "ii"),
    SOCK_CONNECT(Group.OUTBOUND, "iii"),
    SOCK_RECV_FROM(Group.OUTBOUND, "iiiiiiii"),
    SOCK_SEND_TO(Group.OUTBOUND, "iiiiiii"),
    SOCK_GETADDRINFO(Group.OUTBOUND, "iiiiiiii"),
    SOCK_GETPEERADDR(Group.OUTBOUND, "iiii"),
    SOCK_GETLOCALADDR(Group.OUTBOUND, "iiii"),
    SOCK_GETSOCKOPT(Group.OUTBOUND, "iiiii"),
    SOCK_SETSOCKOPT(Group.OUTBOUND, "iiiii");

    /** Which {@link Family} a function belongs to. */
    enum Group {
        ARGUMENTS,
        CLOCKS,
        DESCRIPTORS,
        ATTRIBUTES,
        TRANSFERS,
        PATHS,
        POLL,
        PROCESS,
        SOCKETS,
        OUTBOUND
    }

    private static final WasiFunction[] ALL = values();

    private final Group group;
    private final String parameters;
    private final String importName;

    /** {@code parameters}: i for an i32, j for an i64. */
    WasiFunction(Group group, String parameters) {
        this.group = group;
        this.parameters = parameters;
        this.importName = name().toLowerCase(Locale.ROOT);
    }

    /** The function of that name, or null when that version has none. */
    static @Nullable WasiFunction find(Snapshot snapshot, String name) {
        for (WasiFunction function : ALL) {
            if (function.importName.equals(name)) {
                return function.isLater() && snapshot == Snapshot.UNSTABLE ? null : function;
            }
        }
        return null;
    }

    private boolean isLater() {
        return this == SOCK_ACCEPT || group == Group.OUTBOUND;
    }

    Group group() {
        return group;
    }

    /** The name guests import it by. */
    String importName() {
        return importName;
    }

    FunctionType type() {
        List<ValueType> types = new ArrayList<>(parameters.length());
        for (int i = 0; i < parameters.length(); i++) {
            types.add(parameters.charAt(i) == 'i' ? ValueType.I32 : ValueType.I64);
        }
        return new FunctionType(types, this == PROC_EXIT ? List.of() : List.of(ValueType.I32));
    }
}
