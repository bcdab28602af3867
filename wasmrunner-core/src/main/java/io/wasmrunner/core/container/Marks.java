package io.wasmrunner.core.container;

import io.wasmrunner.core.sandbox.ContainerId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Containers of which one thing is so: an empty file in {@code folder} for each. */
record Marks(Path folder) {
    void set(ContainerId id) throws IOException {
        new File(folder.toString(), id.hex()).createNewFile();
    }

    void clear(ContainerId id) throws IOException {
        Files.deleteIfExists(folder.resolve(id.hex()));
    }

    List<ContainerId> list() {
        return idsIn(folder);
    }

    /** Without looking at what they are called. */
    int count() {
        return names(folder).length;
    }

    /** Files and folders there that are called as containers are. */
    static List<ContainerId> idsIn(Path folder) {
        List<ContainerId> ids = new ArrayList<>();
        for (String name : names(folder)) {
            if (ContainerId.isId(name)) {
                ids.add(new ContainerId(name));
            }
        }
        return ids;
    }

    private static String[] names(Path folder) {
        String[] names = new File(folder.toString()).list();
        return names == null ? new String[0] : names;
    }
}
