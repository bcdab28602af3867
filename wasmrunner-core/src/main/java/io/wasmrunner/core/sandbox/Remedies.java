package io.wasmrunner.core.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an ordinary user can do, or have done, about a mechanism that this system keeps for root. */
final class Remedies {
    private static final Path SETTINGS = Path.of("/proc/sys");

    private Remedies() {}

    /** About namespaces; empty when there is nothing known. */
    static String namespaces() {
        if (isRoot()) {
            return "";
        }
        if (setting("kernel/apparmor_restrict_unprivileged_userns").equals("1")) {
            return "AppArmor keeps them from ordinary users here: give wasmrunner-launch a profile that allows userns"
                    + " (docs/rootless.md), or have root run: sysctl kernel.apparmor_restrict_unprivileged_userns=0";
        }
        if (setting("kernel/unprivileged_userns_clone").equals("0")) {
            return "the system keeps them from ordinary users; have root run: sysctl"
                    + " kernel.unprivileged_userns_clone=1";
        }
        if (setting("user/max_user_namespaces").equals("0")) {
            return "the system allows no user namespaces; have root run: sysctl user.max_user_namespaces=10000";
        }
        return "";
    }

    /**
     * About controllers of cgroups; empty when there is nothing known.
     *
     * @param version {@code v1}, {@code v2}, {@code hybrid} or {@code none}
     */
    static String cgroup(String version) {
        if (isRoot()) {
            return "";
        }
        return switch (version) {
            case "v2" ->
                "systemd gives an ordinary user some: systemd-run --user --scope -p Delegate=yes wasmrunner …;"
                        + " for the others see docs/rootless.md";
            case "v1", "hybrid" -> "with version 1 of cgroups they are root's; see docs/rootless.md";
            default -> "";
        };
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Empty when the kernel does not have it. */
    private static String setting(String name) {
        try {
            return Files.readString(SETTINGS.resolve(name)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
