package io.wasmrunner.sandbox.fs;

import java.util.List;

/** Makes places for directories that a path led to. */
final class OverlayPlaces {
    private OverlayPlaces() {}

    static Place of(OverlayFound found) {
        if (found.isItself() && found.trail().size() == 1) {
            return found.place().taken();
        }
        Level level = found.level();
        if (level.upper() != null) {
            return held(found.place(), level);
        }
        List<Level> trail = found.trail();
        int deepest = trail.size() - 1;
        while (deepest > 0 && trail.get(deepest).upper() == null) {
            deepest--;
        }
        Place at = deepest == 0 ? found.place().taken() : held(found.place(), trail.get(deepest));
        for (Level next : trail.subList(deepest + 1, trail.size())) {
            at = below(at, next);
        }
        return found.isItself() ? at : below(at, level);
    }

    private static Place held(Place place, Level level) {
        Layer directory = (Layer) place.upper().open(level.upperPath(), LayerRequests.DIRECTORY);
        return Place.held(place.layers(), directory, level.lower());
    }

    private static Place below(Place above, Level level) {
        String lower = level.lowerPath();
        Place below = Place.below(above, lower.substring(lower.lastIndexOf('/') + 1), lower);
        above.release();
        return below;
    }
}
