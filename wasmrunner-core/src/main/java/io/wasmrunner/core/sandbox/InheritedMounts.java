package io.wasmrunner.core.sandbox;

import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.HostDirectory;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.launch.Inheritance;
import io.wasmrunner.sandbox.launch.Records;
import java.nio.file.Path;

/** Opens the directories of mounts for a worker to inherit, which the launcher lets it read, or write to. */
final class InheritedMounts {
    private InheritedMounts() {}

    /**
     * The same with its directories opened.
     *
     * @param spec is told what may be done with each
     * @throws ErrnoException NOENT, NOTDIR or ACCES when one cannot be opened
     */
    static GuestMount of(GuestMount mount, Records spec, Inheritance inheritance) {
        return mount.on(
                switch (mount.host()) {
                    case HostDirectory.Named(Path path) ->
                        new HostDirectory.Inherited(open(path, mount.writable(), spec, inheritance));
                    case HostDirectory.Overlay(Path lower, Path upper) ->
                        new HostDirectory.InheritedOverlay(
                                open(lower, false, spec, inheritance),
                                open(upper, mount.writable(), spec, inheritance));
                    case HostDirectory.Inherited _, HostDirectory.InheritedOverlay _ ->
                        throw new IllegalArgumentException(mount.flag() + " is inherited already");
                });
    }

    private static int open(Path path, boolean writable, Records spec, Inheritance inheritance) {
        int descriptor = inheritance.directory(path);
        spec.add(writable ? "write-fd" : "read-fd", descriptor);
        return descriptor;
    }
}
