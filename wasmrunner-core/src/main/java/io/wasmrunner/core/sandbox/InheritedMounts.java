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
        if (!(mount.host() instanceof HostDirectory.OnHost host)) {
            throw new IllegalArgumentException(mount.flag() + " is inherited already");
        }
        // No switch, here and on the rest of the way to a guest's start: its first use makes a class, for milliseconds.
        if (host instanceof HostDirectory.Overlay(Path lower, Path upper)) {
            return mount.on(new HostDirectory.InheritedOverlay(
                    open(lower, false, spec, inheritance), open(upper, mount.writable(), spec, inheritance)));
        }
        return mount.on(new HostDirectory.Inherited(open(host.path(), mount.writable(), spec, inheritance)));
    }

    private static int open(Path path, boolean writable, Records spec, Inheritance inheritance) {
        int descriptor = inheritance.directory(path);
        spec.add(writable ? "write-fd" : "read-fd", descriptor);
        return descriptor;
    }
}
