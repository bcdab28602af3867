package io.wasmrunner.core.container;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import java.util.List;

/**
 * What has become of a container.
 *
 * @param ports where the host listens for it, since it was started last: {@code 127.0.0.1:8080->80/tcp}
 */
public record ContainerState(Status status, LastRun run, Restarts restarts, Health health, List<String> ports) {
    /** Of one that was just created. */
    public static final ContainerState NEW =
            new ContainerState(Status.CREATED, LastRun.NONE, Restarts.NONE, Health.NONE, List.of());

    private static final String WHAT = "the state of a container";

    public ContainerState {
        ports = List.copyOf(ports);
    }

    public ContainerState with(Status other) {
        return new ContainerState(other, run, restarts, health, ports);
    }

    public ContainerState with(LastRun other) {
        return new ContainerState(status, other, restarts, health, ports);
    }

    public ContainerState with(Restarts other) {
        return new ContainerState(status, run, other, health, ports);
    }

    public ContainerState with(Health other) {
        return new ContainerState(status, run, restarts, other, ports);
    }

    byte[] write() {
        ObjectNode node = Json.object();
        node.put("version", 1);
        node.put("status", status.name());
        node.set("run", run.write());
        node.set("restarts", restarts.write());
        node.set("health", health.write());
        ArrayNode all = node.putArray("ports");
        ports.forEach(all::add);
        return Json.bytes(node);
    }

    static ContainerState read(byte[] bytes) {
        Fields fields = new Fields(Json.object(bytes, WHAT), WHAT);
        if (fields.number("version") != 1) {
            throw fields.wrong("version", "must be 1: a newer wasmrunner wrote it");
        }
        return new ContainerState(
                SpecJson.choice(Status.class, fields, "status"),
                LastRun.read(fields.fields("run")),
                Restarts.read(fields.fields("restarts")),
                Health.read(fields.fields("health")),
                fields.texts("ports"));
    }
}
