package io.wasmrunner.runtime.engine;

import io.wasmrunner.runtime.module.Feature;
import java.util.List;
import java.util.Set;

/**
 * What there is to know about an engine without opening it.
 *
 * @param name what {@code --engine} calls it
 * @param version of the engine as a whole; compiled code of another version is not used
 * @param description one line for people
 * @param features what modules may need
 * @param maxMemory bytes of linear memory a guest can have at most
 * @param interpreter it can run a module without compiling it
 * @param platforms operating systems and processors it runs on
 */
public record EngineInfo(
        String name,
        String version,
        String description,
        Set<Feature> features,
        long maxMemory,
        boolean interpreter,
        List<String> platforms) {
    public EngineInfo {
        features = Set.copyOf(features);
        platforms = List.copyOf(platforms);
    }
}
