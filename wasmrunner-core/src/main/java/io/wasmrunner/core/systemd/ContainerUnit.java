package io.wasmrunner.core.systemd;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.container.ContainerSpec;
import io.wasmrunner.core.container.LifeSettings;
import io.wasmrunner.core.container.RestartPolicy;
import io.wasmrunner.core.container.Signal;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.sandbox.shim.ShimProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The service with which systemd starts, stops and restarts a container that there is. The service's process is the
 * container's shim, which has its id in a file and ends with the guest's exit code; no command has to stay with it.
 *
 * @param name what the unit and its commands call the container
 * @param stopTimeout milliseconds instead of the container's own, or empty
 */
public record ContainerUnit(Container container, String name, Restart restart, OptionalLong stopTimeout) {
    private static final long SECOND = 1000;

    /**
     * Seconds beside the stop timeout: a launcher that hangs is killed ten seconds later, its output is waited for as long,
     * and commands have to start.
     */
    private static final long GRACE = 30;

    private static final int INTERRUPT = 2;

    /**
     * Where the installation is.
     *
     * @param command the words that start wasmrunner, the first an absolute path
     * @param manual the page about such units
     */
    public record Installed(List<String> command, String version, Optional<Path> manual) {
        public Installed {
            command = List.copyOf(command);
        }
    }

    /** By its name or else by its id, which outlives {@code rename}. */
    public static ContainerUnit of(Container container, boolean named, Restart restart, OptionalLong stopTimeout) {
        String name = named ? container.name() : container.id().hex();
        return new ContainerUnit(container, name, restart, stopTimeout);
    }

    /** The name of its file. */
    public String file() {
        return "container-" + name + ".service";
    }

    /**
     * The unit.
     *
     * @param state the state folder
     * @param folder the container's
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} for a container that restarts or removes itself
     */
    public String text(Installed installed, Path state, Path folder) {
        check();
        LifeSettings life = container.spec().life();
        UnitText unit = new UnitText()
                .comment(file())
                .comment("Made by wasmrunner %s: wasmrunner generate systemd".formatted(installed.version()))
                .section("Unit")
                .plain("Description", "Container %s of wasmrunner".formatted(container.name()));
        installed.manual().ifPresent(page -> unit.plain("Documentation", UnitText.address(page.toString())));
        if (needsNetwork(container.spec())) {
            unit.plain("Wants", "network-online.target").plain("After", "network-online.target");
        }
        unit.words("RequiresMountsFor", places(state))
                .section("Service")
                .plain("Type", "forking")
                .plain("PIDFile", folder.resolve(ShimProcess.PID).toString())
                .words("Environment", List.of("WASMRUNNER_HOME=" + state))
                // One that somebody started by hand belongs to no unit: it is taken over.
                .command("ExecStartPre", line(installed, "stop"))
                .command("ExecStart", line(installed, "start"))
                .command("ExecStop", stop(installed))
                .plain("Restart", restart.word())
                .plain("SuccessExitStatus", stoppedCodes(life))
                .plain("KillMode", "mixed")
                .plain("OOMPolicy", "continue")
                .plain("TimeoutStopSec", Long.toString(timeout(life)))
                .section("Install")
                .plain("WantedBy", "default.target");
        return unit.toString();
    }

    /** Two that start it again would do so against each other. */
    private void check() {
        LifeSettings life = container.spec().life();
        if (life.restart().kind() != RestartPolicy.Kind.NO) {
            throw new WasmrunnerException(
                    ErrorCode.CONFLICT,
                    "cannot make a unit for %s: it restarts itself (--restart %s), and so would systemd; leave it to systemd first:"
                                    .formatted(container.name(), life.restart())
                            + " wasmrunner update --restart no " + container.name());
        }
        if (life.removesItself()) {
            throw new WasmrunnerException(
                    ErrorCode.CONFLICT,
                    "cannot make a unit for %s: it removes itself at its end (--rm), and could not be started again; create it without"
                            .formatted(container.name()));
        }
    }

    private static boolean needsNetwork(ContainerSpec spec) {
        return !spec.ports().isEmpty() || spec.guest().network() instanceof GuestNetwork.Allowed;
    }

    /** What has to be mounted before it can start. */
    private List<String> places(Path state) {
        TreeSet<String> places = new TreeSet<>(List.of(state.toString()));
        for (ContainerMount mount : container.spec().mounts()) {
            if (mount.type() == ContainerMount.Type.BIND) {
                places.add(mount.source());
            }
        }
        return List.copyOf(places);
    }

    private List<String> stop(Installed installed) {
        List<String> words = line(installed, "stop");
        stopTimeout.ifPresent(time -> words.addAll(
                words.size() - 1, List.of("-t", time % SECOND == 0 ? Long.toString(time / SECOND) : time + "ms")));
        return words;
    }

    private List<String> line(Installed installed, String command) {
        List<String> words = new ArrayList<>(installed.command());
        words.add(command);
        words.add(name);
        return words;
    }

    private static String stoppedCodes(LifeSettings life) {
        TreeSet<Integer> codes = new TreeSet<>(List.of(
                128 + INTERRUPT, Signal.TERM.exitCode(), life.stopSignal().exitCode()));
        return String.join(" ", codes.stream().map(String::valueOf).toList());
    }

    private long timeout(LifeSettings life) {
        return (stopTimeout.orElse(life.stopTimeout()) + SECOND - 1) / SECOND + GRACE;
    }
}
