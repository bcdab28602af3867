package io.wasmrunner.sandbox.fs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a directory of the merged view has in it. */
final class Merged {
    private Merged() {}

    /** All of an open directory, the dots first. */
    static List<DirectoryEntry> listOpen(Place place, Level level, long own) {
        List<DirectoryEntry> merged = new ArrayList<>();
        merged.add(new DirectoryEntry(".", own, FileType.DIRECTORY));
        List<DirectoryEntry> above =
                level.upper() == null ? List.of() : place.upper().list();
        long parent = above.isEmpty() ? place.inodeAbove() : above.get(1).inode();
        merged.add(new DirectoryEntry("..", parent, FileType.DIRECTORY));
        merge(withoutDots(above), place, level, merged);
        return merged;
    }

    /** Each name once, without dots and without what only layers see. */
    static List<DirectoryEntry> list(Place place, Level level) {
        List<DirectoryEntry> merged = new ArrayList<>();
        merge(level.upper() == null ? List.of() : entries(place.upper(), level.upper()), place, level, merged);
        return merged;
    }

    private static void merge(List<DirectoryEntry> above, Place place, Level level, List<DirectoryEntry> into) {
        Set<String> done = new HashSet<>();
        for (DirectoryEntry entry : above) {
            if (LayerNames.isHidden(entry.name())) {
                done.add(LayerNames.hiddenBy(entry.name()));
            } else {
                into.add(entry);
                done.add(entry.name());
            }
        }
        if (level.lower() != null) {
            for (DirectoryEntry entry : entries(place.layers().lower(), level.lower())) {
                if (!LayerNames.isHidden(entry.name()) && !done.contains(entry.name())) {
                    into.add(entry);
                }
            }
        }
    }

    /** Without dots. */
    static List<DirectoryEntry> entries(Directory layer, String path) {
        if (path.isEmpty()) {
            return withoutDots(layer.list());
        }
        try (Directory directory = (Directory) layer.open(path, LayerRequests.DIRECTORY)) {
            return withoutDots(directory.list());
        }
    }

    private static List<DirectoryEntry> withoutDots(List<DirectoryEntry> all) {
        return all.isEmpty() ? all : all.subList(2, all.size());
    }
}
