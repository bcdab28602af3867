package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.container.MountFlags;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.HostDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The directories that a command line gives a guest. */
final class RunMounts {
    private RunMounts() {}

    static List<ContainerMount> of(ParsedLine line) {
        List<ContainerMount> mounts = new ArrayList<>();
        for (String value : line.values(RunFlags.DIR)) {
            mounts.add(MountFlags.parseDir(value));
        }
        for (String value : line.values(RunFlags.VOLUME)) {
            mounts.add(MountFlags.parseVolume(value));
        }
        for (String value : line.values(RunFlags.MOUNT)) {
            mounts.add(MountFlags.parseMount(value));
        }
        for (String value : line.values(ContainerFlags.TMPFS)) {
            mounts.add(MountFlags.parseTmpfs(value));
        }
        return mounts;
    }

    /** Whether it names any but the host's directories. */
    static boolean needsContainer(ParsedLine line) {
        for (String value : line.values(RunFlags.VOLUME)) {
            if (MountFlags.parseVolume(value).type() != ContainerMount.Type.BIND) {
                return true;
            }
        }
        for (String value : line.values(RunFlags.MOUNT)) {
            if (MountFlags.parseMount(value).type() != ContainerMount.Type.BIND) {
                return true;
            }
        }
        return false;
    }

    /** For a guest without a container, whose directories are all the host's. */
    static List<GuestMount> ofHost(ParsedLine line) {
        List<GuestMount> mounts = new ArrayList<>();
        for (ContainerMount mount : of(line)) {
            mounts.add(new GuestMount(
                    new HostDirectory.Named(Path.of(mount.source())),
                    mount.target(),
                    mount.writable() && !line.has(RunFlags.READ_ONLY),
                    mount.flag()));
        }
        return mounts;
    }
}
