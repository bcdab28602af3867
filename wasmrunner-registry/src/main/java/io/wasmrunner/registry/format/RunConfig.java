package io.wasmrunner.registry.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an image says about running it (image-spec, config.md, "config"; the fields only Docker has are Docker's).
 *
 * @param env {@code NAME=value}, in order
 * @param exposedPorts {@code 80/tcp}
 * @param volumes absolute paths
 * @param stopSignal a name or number, or empty
 * @param healthCheckOrNull as Docker has it
 */
public record RunConfig(
        List<String> entrypoint,
        List<String> cmd,
        List<String> env,
        String workingDir,
        String user,
        List<String> exposedPorts,
        List<String> volumes,
        SortedMap<String, String> labels,
        String stopSignal,
        @Nullable HealthCheck healthCheckOrNull) {
    /** Says nothing. */
    public static final RunConfig EMPTY =
            new RunConfig(List.of(), List.of(), List.of(), "", "", List.of(), List.of(), new TreeMap<>(), "", null);

    public RunConfig {
        entrypoint = List.copyOf(entrypoint);
        cmd = List.copyOf(cmd);
        env = List.copyOf(env);
        exposedPorts = List.copyOf(exposedPorts);
        volumes = List.copyOf(volumes);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    public Optional<HealthCheck> healthCheck() {
        return Optional.ofNullable(healthCheckOrNull);
    }

    public RunConfig withEntrypoint(List<String> other) {
        return new RunConfig(
                other, cmd, env, workingDir, user, exposedPorts, volumes, labels, stopSignal, healthCheckOrNull);
    }

    public RunConfig withCmd(List<String> other) {
        return new RunConfig(
                entrypoint, other, env, workingDir, user, exposedPorts, volumes, labels, stopSignal, healthCheckOrNull);
    }

    public RunConfig withEnv(List<String> other) {
        return new RunConfig(
                entrypoint, cmd, other, workingDir, user, exposedPorts, volumes, labels, stopSignal, healthCheckOrNull);
    }

    public RunConfig withWorkingDir(String other) {
        return new RunConfig(
                entrypoint, cmd, env, other, user, exposedPorts, volumes, labels, stopSignal, healthCheckOrNull);
    }

    public RunConfig withUser(String other) {
        return new RunConfig(
                entrypoint, cmd, env, workingDir, other, exposedPorts, volumes, labels, stopSignal, healthCheckOrNull);
    }

    public RunConfig withExposedPorts(List<String> other) {
        return new RunConfig(
                entrypoint, cmd, env, workingDir, user, other, volumes, labels, stopSignal, healthCheckOrNull);
    }

    public RunConfig withVolumes(List<String> other) {
        return new RunConfig(
                entrypoint, cmd, env, workingDir, user, exposedPorts, other, labels, stopSignal, healthCheckOrNull);
    }

    public RunConfig withLabels(Map<String, String> other) {
        return new RunConfig(
                entrypoint,
                cmd,
                env,
                workingDir,
                user,
                exposedPorts,
                volumes,
                new TreeMap<>(other),
                stopSignal,
                healthCheckOrNull);
    }

    public RunConfig withStopSignal(String other) {
        return new RunConfig(
                entrypoint, cmd, env, workingDir, user, exposedPorts, volumes, labels, other, healthCheckOrNull);
    }

    public RunConfig withHealthCheck(HealthCheck other) {
        return new RunConfig(entrypoint, cmd, env, workingDir, user, exposedPorts, volumes, labels, stopSignal, other);
    }

    static RunConfig read(Fields fields) {
        return new RunConfig(
                fields.texts("Entrypoint"),
                fields.texts("Cmd"),
                fields.texts("Env"),
                fields.text("WorkingDir"),
                fields.text("User"),
                fields.names("ExposedPorts"),
                fields.names("Volumes"),
                fields.map("Labels"),
                fields.text("StopSignal"),
                fields.has("Healthcheck") ? HealthCheck.read(fields.fields("Healthcheck")) : null);
    }

    ObjectNode write() {
        ObjectNode node = Json.object();
        putIfSet(node, "User", user);
        putNames(node, "ExposedPorts", exposedPorts);
        putList(node, "Env", env);
        putList(node, "Entrypoint", entrypoint);
        putList(node, "Cmd", cmd);
        putNames(node, "Volumes", volumes);
        putIfSet(node, "WorkingDir", workingDir);
        if (!labels.isEmpty()) {
            ObjectNode all = node.putObject("Labels");
            labels.forEach(all::put);
        }
        putIfSet(node, "StopSignal", stopSignal);
        if (healthCheckOrNull != null) {
            node.set("Healthcheck", healthCheckOrNull.write());
        }
        return node;
    }

    private static void putIfSet(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }

    private static void putList(ObjectNode node, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = node.putArray(name);
            values.forEach(list::add);
        }
    }

    private static void putNames(ObjectNode node, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            ObjectNode names = node.putObject(name);
            values.stream().sorted().distinct().forEach(names::putObject);
        }
    }
}
