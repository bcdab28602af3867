package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.util.Locale;

/** What is said when the host refuses what a guest was to be given. */
public final class Refused {
    private Refused() {}

    public static WasmrunnerException listener(HostListener wanted, ErrnoException e) {
        return new WasmrunnerException(
                ErrorCode.HOST, "cannot listen on %s: %s".formatted(wanted.name(), e.getMessage()), e);
    }

    public static WasmrunnerException mount(GuestMount mount, ErrnoException e) {
        String why = switch (e.errno()) {
            case NOENT -> "there is no such directory; make it first";
            case NOTDIR -> "it is not a directory; only directories can be mounted";
            default -> e.errno().description().toLowerCase(Locale.ROOT);
        };
        return new WasmrunnerException(
                e.errno() == Errno.NOENT ? ErrorCode.NOT_FOUND : ErrorCode.USAGE,
                "cannot mount %s (%s): %s".formatted(name(mount), mount.flag(), why),
                e);
    }

    private static String name(GuestMount mount) {
        return switch (mount.host()) {
            case HostDirectory.Named(var path) -> path.toString();
            case HostDirectory.Overlay(var lower, var upper) -> upper + " over " + lower;
            case HostDirectory.Inherited _, HostDirectory.InheritedOverlay _ -> mount.guest();
        };
    }
}
