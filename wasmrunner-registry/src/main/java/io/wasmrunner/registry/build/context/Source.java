package io.wasmrunner.registry.build.context;

import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something to copy.
 *
 * @param name the last part of its path; empty for the root
 * @param folder whether what is in it is copied, not itself
 * @param items of a folder: all that is in it, by their path from there; of a file: itself, at the root
 */
public record Source(String name, boolean folder, Map<ImagePath, LayerItem> items) {
    public Source {
        items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }
}
