package io.wasmrunner.runtime.module;

import java.util.EnumMap;
import java.util.Map;

/** Collects the features that a module needs, keeping the first place of each. */
final class FeatureSet {
    private final Map<Feature, FeatureUse> uses = new EnumMap<>(Feature.class);

    FeatureSet() {}

    FeatureSet(Map<Feature, FeatureUse> known) {
        uses.putAll(known);
    }

    void add(Feature feature, Place.Kind kind, int index) {
        if (!uses.containsKey(feature)) {
            uses.put(feature, new FeatureUse(feature, new Place(kind, index)));
        }
    }

    Map<Feature, FeatureUse> uses() {
        return uses;
    }
}
