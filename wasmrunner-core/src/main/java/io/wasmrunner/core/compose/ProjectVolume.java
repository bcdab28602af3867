package io.wasmrunner.core.compose;

import io.wasmrunner.core.volume.VolumeName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A volume of a project.
 *
 * @param key what the file calls it
 * @param external whether it is not the project's to make or remove
 * @param size bytes it may hold; 0 for any number
 */
public record ProjectVolume(
        String key, VolumeName name, boolean external, long size, SortedMap<String, String> labels) {
    public ProjectVolume {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
