package io.wasmrunner.sandbox.fs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The short way to what is opened most: a file to read, by a path without links and dots. Below the last directory of the upper
 * layer the lower one is asked once. Whatever is not as simple as that takes {@link OverlayWalk}'s way.
 */
final class PlainReading {
    private PlainReading() {}

    /** Null when it is not as simple, and also when there is no such file. */
    static @Nullable OpenFile open(Place place, GuestPath path, OpenRequest request) {
        if (request.write()
                || request.create()
                || request.truncate()
                || request.directory()
                || path.trailingSlash()
                || path.text().contains("//")) {
            return null;
        }
        List<String> names = path.components();
        for (String name : names) {
            if (name.equals(".") || name.equals("..") || LayerNames.isHidden(name)) {
                return null;
            }
        }
        Level level = place.level();
        String text = path.text();
        OpenRequest existing = LayerRequests.existing(request);
        if (level.upper() != null) {
            OpenFile file = place.upper().openUnlinked(text, existing);
            if (file != null) {
                return file;
            }
        }
        if (level.lower() == null || (level.upper() != null && !shows(place, names))) {
            return null;
        }
        OpenFile file = place.layers().lower().openUnlinked(LayerNames.join(level.lower(), text), existing);
        return file == null || !place.layers().upper().writable() ? file : new LowerFile(place, text, file, existing);
    }

    /** Whether nothing in the upper layer hides the lower one's file; what is in the upper one are the directories above it. */
    private static boolean shows(Place place, List<String> names) {
        Layer upper = place.upper();
        String above = "";
        for (int i = 0; i < names.size(); i++) {
            String path = LayerNames.join(above, names.get(i));
            if (LayerNames.has(upper, LayerNames.whiteout(above, names.get(i)))) {
                return false;
            }
            FileStat found = LayerNames.find(upper, path);
            if (found == null) {
                return true;
            }
            if (found.type() != FileType.DIRECTORY
                    || i == names.size() - 1
                    || LayerNames.has(upper, LayerNames.opaque(path))) {
                return false;
            }
            above = path;
        }
        return false;
    }
}
