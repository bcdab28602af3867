package io.wasmrunner.sandbox.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Quota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A directory laid over another. */
abstract class OverlayLab {
    @Parameter
    Implementation layers;

    @TempDir
    Path host;

    Path lower;
    Path upper;
    final Meter disk = new Meter(Quota.DISK, 0);
    Directory root;

    @BeforeEach
    void lay_out() throws IOException {
        lower = Files.createDirectory(host.resolve("lower"));
        upper = Files.createDirectory(host.resolve("upper"));
        Files.createDirectories(lower.resolve("dir/deep"));
        Files.writeString(lower.resolve("dir/file"), "below");
        Files.writeString(lower.resolve("dir/deep/leaf"), "leaf");
        root = overlay(disk);
    }

    Directory overlay(Meter meter) {
        return ConfinedFileSystem.overlay(
                layers.open(lower, false, new Meter(Quota.DISK, 0)), layers.open(upper, true, meter));
    }

    @AfterEach
    void close() {
        root.close();
    }

    String read(String path) {
        OpenFile file = assertInstanceOf(OpenFile.class, root.open(path, Requests.READ));
        String text = Contents.of(file);
        file.close();
        return text;
    }

    void write(String path, String text) {
        write(root, path, text);
    }

    static void write(Directory directory, String path, String text) {
        OpenFile file = assertInstanceOf(OpenFile.class, directory.open(path, Requests.REWRITE));
        Contents.write(file, text);
        file.close();
    }

    Directory directory(String path) {
        return assertInstanceOf(Directory.class, root.open(path, Requests.DIRECTORY));
    }

    static Set<String> names(Directory directory) {
        List<String> names = new ArrayList<>();
        directory.list().forEach(entry -> names.add(entry.name()));
        assertEquals(List.of(".", ".."), names.subList(0, 2));
        Set<String> sorted = new TreeSet<>(names.subList(2, names.size()));
        assertEquals(names.size() - 2, sorted.size(), "a name was listed twice");
        return sorted;
    }
}
