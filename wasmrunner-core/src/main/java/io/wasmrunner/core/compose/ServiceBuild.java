package io.wasmrunner.core.compose;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a service's image is made.
 *
 * @param context the folder, absolute
 * @param file the build file, absolute; empty for the one that {@code build} finds
 * @param target a stage's name, or empty for the last
 * @param tags more names of the image
 * @param anew whether every layer is made anew
 * @param newer whether newer base images are looked for
 */
public record ServiceBuild(
        Path context,
        String file,
        String target,
        SortedMap<String, String> arguments,
        SortedMap<String, String> labels,
        List<String> tags,
        boolean anew,
        boolean newer) {
    public ServiceBuild {
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        tags = List.copyOf(tags);
    }

    static ServiceBuild of(Path context) {
        return new ServiceBuild(context, "", "", new TreeMap<>(), new TreeMap<>(), List.of(), false, false);
    }
}
