package io.wasmrunner.core.compose;

import io.wasmrunner.registry.format.HealthCheck;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A service: what its container is to be.
 *
 * @param image the name of an image, or the absolute path of a module's file
 * @param entrypoint instead of the image's, its arguments behind it; empty for the image's
 * @param command instead of the image's; empty for that
 * @param ports as {@code --publish} takes them
 * @param dependencies by the name of the service that is waited for
 * @param profiles those in which it is there; always when there are none
 * @param containerName empty for {@code <project>-<service>-<number>}
 * @param options what else it sets, by the name of the flag of {@code create} without its dashes; one without a value has
 *     an empty list
 * @param replicas how many containers it has, from 0
 */
public record Service(
        String name,
        String image,
        @Nullable ServiceBuild buildOrNull,
        List<String> entrypoint,
        List<String> command,
        SortedMap<String, String> environment,
        List<ServiceMount> mounts,
        List<String> ports,
        SortedMap<String, Dependency> dependencies,
        SortedSet<String> profiles,
        String containerName,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        @Nullable HealthCheck healthOrNull,
        SortedMap<String, List<String>> options,
        int replicas) {
    /** Containers that a service may have. */
    public static final int MOST = 1000;

    public Service {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        mounts = List.copyOf(mounts);
        ports = List.copyOf(ports);
        dependencies = Collections.unmodifiableSortedMap(new TreeMap<>(dependencies));
        profiles = Collections.unmodifiableSortedSet(new TreeSet<>(profiles));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    Service with(int otherReplicas) {
        return new Service(
                name,
                image,
                buildOrNull,
                entrypoint,
                command,
                environment,
                mounts,
                ports,
                dependencies,
                profiles,
                containerName,
                labels,
                annotations,
                healthOrNull,
                options,
                otherReplicas);
    }

    public Optional<ServiceBuild> build() {
        return Optional.ofNullable(buildOrNull);
    }

    public Optional<HealthCheck> health() {
        return Optional.ofNullable(healthOrNull);
    }

    /** Whether it runs a module's file rather than an image. */
    public boolean isFile() {
        return image.startsWith("/");
    }

    boolean isIn(Set<String> wanted) {
        return profiles.isEmpty() || wanted.contains("*") || profiles.stream().anyMatch(wanted::contains);
    }
}
