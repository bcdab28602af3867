package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.module.Feature;

/** A limit cannot be written into a module that uses some feature. */
public final class UnsupportedFeatureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Feature feature;

    UnsupportedFeatureException(Feature feature, String limit) {
        super("the " + limit + " limit cannot be kept in a module that uses " + feature.title() + " ("
                + feature.explanation() + "); run it without that limit");
        this.feature = feature;
    }

    public Feature feature() {
        return feature;
    }
}
