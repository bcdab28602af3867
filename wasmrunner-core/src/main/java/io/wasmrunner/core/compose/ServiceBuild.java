package io.wasmrunner.core.compose;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a service's image is made.
 *
 * @param context the folder, absolute
 * @param file the build file, absolute; empty for the one that {@code build} finds
 * @param target a stage's name, or empty for the last
 */
public record ServiceBuild(Path context, String file, String target, SortedMap<String, String> arguments) {
    public ServiceBuild {
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
    }
}
