package io.wasmrunner.core.container;

import io.wasmrunner.core.sandbox.ContainerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container as lists show it. Times are milliseconds since 1970, 0 for what has not happened.
 *
 * @param imageId the id of its image, or empty for a module from a file
 * @param command its words, quoted where that is needed
 * @param started of the last run
 * @param volumes names and sources of what is mounted, and where
 */
public record ContainerRow(
        ContainerId id,
        String name,
        String image,
        String imageId,
        String command,
        long created,
        Status status,
        long started,
        long finished,
        int exitCode,
        Health.Verdict health,
        List<String> ports,
        List<String> volumes,
        SortedMap<String, String> labels) {
    public ContainerRow {
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** The newest before the others, as lists have them. */
    public static int newestFirst(ContainerRow one, ContainerRow other) {
        int order = Long.compare(other.created(), one.created());
        return order == 0 ? one.id().hex().compareTo(other.id().hex()) : order;
    }

    /** That of a container. */
    public static ContainerRow of(Container container) {
        ContainerSpec spec = container.spec();
        LastRun run = container.state().run();
        List<String> volumes = new ArrayList<>();
        for (ContainerMount mount : spec.mounts()) {
            volumes.add(mount.source());
            volumes.add(mount.target());
        }
        return new ContainerRow(
                spec.id(),
                spec.name().text(),
                spec.image().name(),
                spec.image().id().map(Object::toString).orElse(""),
                Words.join(spec.command()),
                spec.created(),
                container.status(),
                run.started(),
                run.finished(),
                run.exitCode(),
                container.state().health().verdict(),
                container.status().isLive() ? container.state().ports() : List.of(),
                volumes,
                spec.labels());
    }

    /** That of one whose files cannot be read. */
    static ContainerRow dead(ContainerId id) {
        return new ContainerRow(
                id,
                id.abbreviated(),
                "",
                "",
                "",
                0,
                Status.DEAD,
                0,
                0,
                0,
                Health.Verdict.NONE,
                List.of(),
                List.of(),
                new TreeMap<>());
    }
}
