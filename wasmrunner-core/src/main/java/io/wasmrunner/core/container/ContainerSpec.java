package io.wasmrunner.core.container;

import io.wasmrunner.core.sandbox.ContainerId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a container is. It does not change but by {@code rename} and {@code update}.
 *
 * @param created milliseconds since 1970
 * @param command what runs: the module, then its arguments
 * @param ports published ones, {@code address:host:guest} each
 */
public record ContainerSpec(
        ContainerId id,
        ContainerName name,
        long created,
        ContainerImage image,
        List<String> command,
        GuestSettings guest,
        List<ContainerMount> mounts,
        List<String> ports,
        LifeSettings life,
        LogSettings log,
        boolean readOnly,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations) {
    public ContainerSpec {
        command = List.copyOf(command);
        mounts = List.copyOf(mounts);
        ports = List.copyOf(ports);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    /** The guest's arguments, after its own name. */
    public List<String> arguments() {
        return command.subList(1, command.size());
    }

    public ContainerSpec with(ContainerName other) {
        return new ContainerSpec(
                id, other, created, image, command, guest, mounts, ports, life, log, readOnly, labels, annotations);
    }

    public ContainerSpec with(GuestSettings otherGuest, LifeSettings otherLife) {
        return new ContainerSpec(
                id,
                name,
                created,
                image,
                command,
                otherGuest,
                mounts,
                ports,
                otherLife,
                log,
                readOnly,
                labels,
                annotations);
    }
}
