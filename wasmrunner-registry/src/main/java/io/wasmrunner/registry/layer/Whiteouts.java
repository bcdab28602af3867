package io.wasmrunner.registry.layer;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a layer takes away from those below it (image-spec, layer.md, "Whiteouts").
 *
 * @param removed with all below them
 * @param emptied folders of which nothing from below is seen
 */
record Whiteouts(Set<ImagePath> removed, Set<ImagePath> emptied) {
    /** Of the file whose name follows. */
    static final String PREFIX = ".wh.";

    /** Of what AUFS kept for itself. */
    static final String META = ".wh..wh.";

    /** Of all that lower layers have in its folder. */
    static final String OPAQUE = ".wh..wh..opq";

    static Whiteouts none() {
        return new Whiteouts(new TreeSet<>(), new TreeSet<>());
    }

    boolean isEmpty() {
        return removed.isEmpty() && emptied.isEmpty();
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        removed.forEach(path -> text.append('r').append(path.text()).append('\0'));
        emptied.forEach(path -> text.append('e').append(path.text()).append('\0'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Whiteouts parse(byte[] bytes) {
        Whiteouts all = none();
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\0", -1)) {
            if (!line.isEmpty()) {
                (line.charAt(0) == 'r' ? all.removed : all.emptied).add(new ImagePath(line.substring(1)));
            }
        }
        return all;
    }
}
