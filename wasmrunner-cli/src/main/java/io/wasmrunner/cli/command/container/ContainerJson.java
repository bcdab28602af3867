package io.wasmrunner.cli.command.container;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerFiles;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.container.ContainerSpec;
import io.wasmrunner.core.container.ContainerState;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.container.Health;
import io.wasmrunner.core.container.LastRun;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.volume.VolumeName;
import io.wasmrunner.core.volume.VolumeStore;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.sandbox.policy.PolicyText;
import io.wasmrunner.sandbox.shim.ShimLock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A container by Docker's names of fields, and some of ours. */
final class ContainerJson {
    /** What Docker writes for a time that has not been. */
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private ContainerJson() {}

    static ObjectNode of(Container container, ContainerFiles files, VolumeStore volumes) {
        ContainerSpec spec = container.spec();
        ObjectNode node = Json.object();
        node.put("Id", spec.id().hex());
        node.put("Created", Instant.ofEpochMilli(spec.created()).toString());
        node.put("Path", spec.command().getFirst());
        list(node, "Args", spec.arguments());
        node.set("State", state(container, files));
        node.put("Image", spec.image().id().map(Digest::toString).orElse(""));
        node.put(
                "LogPath",
                spec.log().driver().isReadable() ? files.log(spec.id()).toString() : "");
        node.put("Name", "/" + spec.name());
        node.put("RestartCount", container.state().restarts().all());
        node.put("Driver", "overlay");
        node.put("Platform", "wasi");
        node.set("HostConfig", hostConfig(spec));
        ObjectNode data = node.putObject("GraphDriver");
        data.put("Name", "overlay");
        data.putObject("Data").put("UpperDir", files.upper(spec.id()).toString());
        ArrayNode mounts = node.putArray("Mounts");
        spec.mounts().forEach(mount -> mounts.add(mount(mount, volumes)));
        node.set("Config", config(spec));
        node.set("NetworkSettings", network(container.state()));
        return node;
    }

    private static void list(ObjectNode node, String name, List<String> values) {
        ArrayNode list = node.putArray(name);
        values.forEach(list::add);
    }

    private static void map(ObjectNode node, String name, Map<String, String> values) {
        ObjectNode map = node.putObject(name);
        values.forEach(map::put);
    }

    private static String time(long milliseconds) {
        return milliseconds == 0 ? NEVER : Instant.ofEpochMilli(milliseconds).toString();
    }

    private static ObjectNode state(Container container, ContainerFiles files) {
        Status status = container.status();
        LastRun run = container.state().run();
        ObjectNode node = Json.object();
        node.put("Status", status.toString());
        node.put("Running", status.isLive());
        node.put("Paused", status == Status.PAUSED);
        node.put("Restarting", status == Status.RESTARTING);
        node.put("OOMKilled", run.outOfMemory());
        node.put("Dead", status == Status.DEAD);
        node.put(
                "Pid",
                status.isLive()
                        ? ShimLock.owner(files.folder(container.id()))
                                .map(ShimLock.Owner::pid)
                                .orElse(0L)
                        : 0L);
        node.put("ExitCode", run.exitCode());
        node.put("ExitReason", run.reason());
        node.put("Error", run.error());
        node.put("StartedAt", time(run.started()));
        node.put("FinishedAt", time(run.finished()));
        node.put("StoppedByUser", container.state().restarts().stoppedByUser());
        Health health = container.state().health();
        if (health.verdict() != Health.Verdict.NONE) {
            node.set("Health", health(health));
        }
        return node;
    }

    private static ObjectNode health(Health health) {
        ObjectNode node = Json.object();
        node.put("Status", health.verdict().toString());
        node.put("FailingStreak", health.failures());
        ArrayNode log = node.putArray("Log");
        for (Health.Probe probe : health.last()) {
            log.addObject()
                    .put("Start", time(probe.started()))
                    .put("End", time(probe.finished()))
                    .put("ExitCode", probe.exitCode())
                    .put("Output", probe.output());
        }
        return node;
    }

    private static ObjectNode hostConfig(ContainerSpec spec) {
        ObjectNode node = Json.object();
        ObjectNode restart = node.putObject("RestartPolicy");
        restart.put("Name", spec.life().restart().kind().toString());
        restart.put("MaximumRetryCount", spec.life().restart().most());
        node.put("AutoRemove", spec.life().removesItself());
        ObjectNode log = node.putObject("LogConfig");
        log.put("Type", spec.log().driver().toString());
        map(log, "Config", spec.log().options());
        node.put("ReadonlyRootfs", spec.readOnly());
        node.put("NetworkMode", spec.guest().network() instanceof GuestNetwork.None ? "none" : "host");
        if (spec.guest().network() instanceof GuestNetwork.Allowed allowed) {
            list(node, "AllowHosts", allowed.hosts());
            list(node, "AllowCidrs", allowed.networks());
            list(node, "ExtraHosts", allowed.names());
        }
        node.put("Memory", spec.guest().policy().quotas().memory());
        node.put("NanoCpus", spec.guest().policy().limits().cpus() * 1_000_000);
        node.put("PidsLimit", spec.guest().policy().limits().pids());
        node.put("Sandbox", spec.guest().sandbox().toString());
        list(node, "PortBindings", spec.ports());
        map(node, "Policy", PolicyText.write(spec.guest().policy()));
        map(node, "Annotations", spec.annotations());
        return node;
    }

    private static ObjectNode mount(ContainerMount mount, VolumeStore volumes) {
        boolean volume = mount.type() == ContainerMount.Type.VOLUME || mount.type() == ContainerMount.Type.ANONYMOUS;
        ObjectNode node = Json.object();
        node.put("Type", mount.type().toString());
        if (volume) {
            node.put("Name", mount.source());
            node.put("Driver", "local");
        }
        node.put(
                "Source",
                volume ? volumes.data(VolumeName.parse(mount.source())).toString() : mount.source());
        node.put("Destination", mount.target());
        node.put("Mode", mount.writable() ? "rw" : "ro");
        node.put("RW", mount.writable());
        if (mount.size() != 0) {
            node.put("SizeLimit", mount.size());
        }
        return node;
    }

    private static ObjectNode config(ContainerSpec spec) {
        GuestSettings guest = spec.guest();
        ObjectNode node = Json.object();
        node.put("Image", spec.image().name());
        node.put("Tty", guest.terminal());
        node.put("OpenStdin", guest.input() != GuestSettings.Input.NONE);
        node.put("StdinOnce", guest.input() == GuestSettings.Input.ONCE);
        list(node, "Env", guest.environment());
        list(node, "Cmd", spec.command());
        node.put("WorkingDir", guest.workingDirectory());
        map(node, "Labels", spec.labels());
        node.put("StopSignal", spec.life().stopSignal().toString());
        node.put("StopTimeout", spec.life().stopTimeout() / 1000);
        spec.life().health().ifPresent(check -> node.set("Healthcheck", check.write()));
        node.put("Engine", guest.engine());
        guest.invoke().ifPresent(export -> node.put("Invoke", export));
        ArrayNode abi = node.putArray("Abi");
        guest.capabilities().forEach(one -> abi.add(one.toString().toLowerCase(Locale.ROOT)));
        return node;
    }

    private static ObjectNode network(ContainerState state) {
        ObjectNode node = Json.object();
        ObjectNode ports = node.putObject("Ports");
        for (String port : state.status().isLive() ? state.ports() : List.<String>of()) {
            String[] sides = port.split("->", 2);
            int colon = sides[0].lastIndexOf(':');
            ports.withArray(sides[1])
                    .addObject()
                    .put("HostIp", sides[0].substring(0, colon))
                    .put("HostPort", sides[0].substring(colon + 1));
        }
        return node;
    }
}
