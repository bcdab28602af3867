package io.wasmrunner.runtime.module;

/** A feature that a module needs, and the first place that needs it. */
public record FeatureUse(Feature feature, Place first) {

    /** For people: {@code SIMD (first used in function 12 "sha_block")}. */
    public String describe(ModuleInfo module) {
        return feature.title() + " (first used in " + first.describe(module) + ")";
    }
}
