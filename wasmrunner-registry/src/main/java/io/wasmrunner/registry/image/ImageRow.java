package io.wasmrunner.registry.image;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * An image in a list.
 *
 * @param names what it is called, sorted: those with tags first; empty when it is called nothing
 * @param created as its maker wrote it; mostly empty
 * @param added milliseconds since 1970
 * @param size bytes
 */
public record ImageRow(
        Digest id,
        List<Reference> names,
        ImageStyle style,
        String platform,
        String created,
        long added,
        long size,
        SortedMap<String, String> labels) {
    public ImageRow {
        names = List.copyOf(names);
    }

    /** The same, called so: names with tags come first. */
    ImageRow withNames(List<Reference> sorted) {
        List<Reference> all = new ArrayList<>(sorted);
        if (all.size() > 1) {
            all.sort((a, b) -> Boolean.compare(a.tag().isEmpty(), b.tag().isEmpty()));
        }
        return new ImageRow(id, all, style, platform, created, added, size, labels);
    }

    /** Whether no tag names it. */
    public boolean isDangling() {
        for (Reference name : names) {
            if (name.tag().isPresent()) {
                return false;
            }
        }
        return true;
    }
}
