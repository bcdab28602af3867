package io.wasmrunner.sandbox.fs;

import java.util.ArrayList;
import java.util.List;

/** The two layers of an overlay, and where its open directories are. For one thread; other processes may use the same upper one. */
final class Layers {
    private final Layer lower;
    private final Layer upper;
    private final List<Place> places = new ArrayList<>();
    private long unfinished = System.nanoTime();

    Layers(Layer lower, Layer upper) {
        this.lower = lower;
        this.upper = upper;
    }

    Layer lower() {
        return lower;
    }

    Layer upper() {
        return upper;
    }

    /** A path in the upper layer's top that hardly anybody uses. */
    String unfinished() {
        return LayerNames.unfinished(++unfinished);
    }

    void opened(Place place) {
        places.add(place);
    }

    void closed(Place place) {
        places.remove(place);
        if (places.isEmpty()) {
            upper.close();
            lower.close();
        }
    }

    /** Has every open directory look for itself in the upper layer, before what is there moves or goes. */
    void settle() {
        for (Place place : places) {
            place.settle();
        }
    }
}
