package io.wasmrunner.core.container;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.core.run.PolicyNote;
import io.wasmrunner.core.run.ScanBefore;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.HealthCheck;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.runtime.abi.AbiCapability;
import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.PolicyText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A container's specification as {@code spec.json} has it. */
final class SpecJson {
    private static final String WHAT = "the specification of a container";

    private SpecJson() {}

    static byte[] write(ContainerSpec spec) {
        ObjectNode node = Json.object();
        node.put("version", 1);
        node.put("id", spec.id().hex());
        node.put("name", spec.name().text());
        node.put("created", spec.created());
        ObjectNode image = node.putObject("image");
        image.put("name", spec.image().name());
        spec.image().id().ifPresent(id -> image.put("id", id.toString()));
        list(node, "command", spec.command());
        node.set("guest", guest(spec.guest()));
        ArrayNode mounts = node.putArray("mounts");
        spec.mounts().forEach(mount -> mounts.add(mount.write()));
        list(node, "ports", spec.ports());
        node.set("life", life(spec.life()));
        ObjectNode log = node.putObject("log");
        log.put("driver", spec.log().driver().name());
        map(log, "options", spec.log().options());
        node.put("readOnly", spec.readOnly());
        map(node, "labels", spec.labels());
        map(node, "annotations", spec.annotations());
        return Json.bytes(node);
    }

    private static ObjectNode guest(GuestSettings guest) {
        ObjectNode node = Json.object();
        list(node, "environment", guest.environment());
        node.put("inheritsEnvironment", guest.inheritsEnvironment());
        node.put("workingDirectory", guest.workingDirectory());
        node.put("engine", guest.engine());
        node.put("interpreted", guest.interpreted());
        guest.invoke().ifPresent(export -> node.put("invoke", export));
        ArrayNode capabilities = node.putArray("capabilities");
        guest.capabilities().forEach(capability -> capabilities.add(capability.name()));
        if (guest.network() instanceof GuestNetwork.Allowed allowed) {
            ObjectNode network = node.putObject("network");
            list(network, "hosts", allowed.hosts());
            list(network, "networks", allowed.networks());
            list(network, "names", allowed.names());
        }
        map(node, "policy", PolicyText.write(guest.policy()));
        ObjectNode note = node.putObject("policyNote");
        note.put("name", guest.policyNote().name());
        note.put("digest", guest.policyNote().digest());
        note.put("overriding", guest.policyNote().overriding());
        node.put("sandbox", guest.sandbox().name());
        node.put("scan", guest.scan().name());
        node.put("input", guest.input().name());
        node.put("terminal", guest.terminal());
        return node;
    }

    private static ObjectNode life(LifeSettings life) {
        ObjectNode node = Json.object();
        node.put("restart", life.restart().toString());
        node.put("removesItself", life.removesItself());
        node.put("stopSignal", life.stopSignal().number());
        node.put("stopTimeout", life.stopTimeout());
        life.health().ifPresent(health -> node.set("health", health.write()));
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

    /**
     * Reads it back.
     *
     * @throws RegistryException {@link io.wasmrunner.registry.RegistryError#INVALID} when it was not written by {@link #write}
     */
    static ContainerSpec read(byte[] bytes) {
        Fields fields = new Fields(Json.object(bytes, WHAT), WHAT);
        if (fields.number("version") != 1) {
            throw fields.wrong("version", "must be 1: a newer wasmrunner made this container");
        }
        Fields image = fields.fields("image");
        List<ContainerMount> mounts = new ArrayList<>();
        for (Fields mount : fields.objects("mounts")) {
            mounts.add(ContainerMount.read(mount));
        }
        if (fields.texts("command").isEmpty()) {
            throw fields.wrong("command", "must name a module");
        }
        return new ContainerSpec(
                id(fields),
                ContainerName.parse(fields.text("name")),
                fields.number("created"),
                new ContainerImage(image.text("name"), image.has("id") ? Digest.parse(image.text("id")) : null),
                fields.texts("command"),
                guest(fields.fields("guest")),
                mounts,
                fields.texts("ports"),
                life(fields.fields("life")),
                new LogSettings(
                        choice(LogSettings.Driver.class, fields.fields("log"), "driver"),
                        fields.fields("log").map("options")),
                fields.flag("readOnly"),
                fields.map("labels"),
                fields.map("annotations"));
    }

    private static ContainerId id(Fields fields) {
        String id = fields.text("id");
        if (!ContainerId.isId(id)) {
            throw fields.wrong("id", "must be 64 hexadecimal digits");
        }
        return new ContainerId(id);
    }

    private static GuestSettings guest(Fields fields) {
        Set<AbiCapability> capabilities = EnumSet.noneOf(AbiCapability.class);
        for (String name : fields.texts("capabilities")) {
            capabilities.add(choice(AbiCapability.class, name, fields, "capabilities"));
        }
        Fields note = fields.fields("policyNote");
        return new GuestSettings(
                fields.texts("environment"),
                fields.flag("inheritsEnvironment"),
                fields.text("workingDirectory"),
                fields.text("engine"),
                fields.flag("interpreted"),
                fields.has("invoke") ? fields.text("invoke") : null,
                capabilities,
                network(fields),
                policy(fields),
                new PolicyNote(note.text("name"), note.text("digest"), note.text("overriding")),
                choice(SandboxMode.class, fields, "sandbox"),
                choice(ScanBefore.class, fields, "scan"),
                choice(GuestSettings.Input.class, fields, "input"),
                fields.flag("terminal"));
    }

    private static GuestNetwork network(Fields fields) {
        if (!fields.has("network")) {
            return new GuestNetwork.None();
        }
        Fields network = fields.fields("network");
        return new GuestNetwork.Allowed(network.texts("hosts"), network.texts("networks"), network.texts("names"));
    }

    private static Policy policy(Fields fields) {
        try {
            Map<String, String> text = fields.map("policy");
            // Most have this one, and it is recognised by its identity; comparing records takes long the first time.
            return text.equals(PolicyText.write(Policy.STANDARD)) ? Policy.STANDARD : PolicyText.read(text);
        } catch (IllegalArgumentException e) {
            throw fields.wrong("policy", "is malformed: " + e.getMessage());
        }
    }

    private static LifeSettings life(Fields fields) {
        return new LifeSettings(
                RestartPolicy.parse(fields.text("restart")),
                fields.flag("removesItself"),
                new Signal(Math.clamp(fields.number("stopSignal"), 1, 64)),
                Math.max(0, fields.number("stopTimeout")),
                fields.has("health") ? HealthCheck.read(fields.fields("health")) : null);
    }

    static <E extends Enum<E>> E choice(Class<E> type, Fields fields, String name) {
        return choice(type, fields.text(name), fields, name);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String value, Fields fields, String name) {
        for (E one : type.getEnumConstants()) {
            if (one.name().equals(value)) {
                return one;
            }
        }
        throw fields.wrong(name, "cannot be \"" + value + "\"");
    }
}
