package io.wasmrunner.core.inspect;

import io.wasmrunner.runtime.abi.HostAbi;
import io.wasmrunner.runtime.module.Import;
import io.wasmrunner.runtime.module.WasiUse;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What an import lets a module ask for, in words for people. */
public enum Permission {
    FILES("files in directories it is given"),
    STREAMS("reading and writing what it is given open"),
    ENVIRONMENT("environment variables it is given"),
    ARGUMENTS("its arguments"),
    CLOCK("the clock"),
    RANDOM("random numbers"),
    WAITING("waiting"),
    SOCKETS("connections to listeners it is given"),
    OUTBOUND("connections to hosts it is allowed (--allow-host)"),
    EXIT("ending itself"),
    LOG("log lines (--allow-abi log)"),
    SENSORS("readings of this host (--allow-abi sensors)"),
    ALERTS("alerts in the event log (--allow-abi alerts)"),
    UNKNOWN("functions that nothing here provides");

    private final String words;

    Permission(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** What one import asks for. */
    public static Permission of(Import wanted) {
        if (wanted.module().equals(WasiUse.PREVIEW1) || wanted.module().equals(WasiUse.UNSTABLE)) {
            return wasi(wanted.name());
        }
        return HostAbi.capability(wanted.module(), wanted.name())
                .map(capability -> switch (capability) {
                    case LOG -> LOG;
                    case SENSORS -> SENSORS;
                    case ALERTS -> ALERTS;
                })
                .orElse(UNKNOWN);
    }

    private static Permission wasi(String function) {
        return switch (function) {
            case "fd_read",
                    "fd_write",
                    "fd_close",
                    "fd_seek",
                    "fd_tell",
                    "fd_fdstat_get",
                    "fd_fdstat_set_flags",
                    "fd_prestat_get",
                    "fd_prestat_dir_name",
                    "fd_renumber" -> STREAMS;
            case "proc_exit", "proc_raise" -> EXIT;
            case "sched_yield", "poll_oneoff" -> WAITING;
            case "sock_open",
                    "sock_connect",
                    "sock_bind",
                    "sock_listen",
                    "sock_getaddrinfo",
                    "sock_recv_from",
                    "sock_send_to" -> OUTBOUND;
            case "random_get" -> RANDOM;
            default -> family(function).orElse(UNKNOWN);
        };
    }

    private static Optional<Permission> family(String function) {
        int underscore = function.indexOf('_');
        return switch (underscore < 0 ? function : function.substring(0, underscore)) {
            case "path", "fd" -> Optional.of(FILES);
            case "environ" -> Optional.of(ENVIRONMENT);
            case "args" -> Optional.of(ARGUMENTS);
            case "clock" -> Optional.of(CLOCK);
            case "sock" -> Optional.of(SOCKETS);
            default -> Optional.empty();
        };
    }

    /** What a module may ask for. */
    public static Set<Permission> of(Iterable<Import> imports) {
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        imports.forEach(wanted -> all.add(of(wanted)));
        return all;
    }
}
