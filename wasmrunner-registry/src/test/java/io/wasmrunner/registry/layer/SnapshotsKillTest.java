package io.wasmrunner.registry.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends a process at each step of making and pruning snapshots, and looks at what it left. */
@Tag("attack-48")
final class SnapshotsKillTest {
    @TempDir
    Path folder;

    /** The process that is ended: opens the tree of the layers it is given, then prunes all. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            List<Descriptor> layers = new ArrayList<>();
            List<Digest> diffIds = new ArrayList<>();
            for (int i = 1; i < args.length; i += 3) {
                layers.add(
                        new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.parse(args[i]), Long.parseLong(args[i + 1])));
                diffIds.add(Digest.parse(args[i + 2]));
            }
            Snapshots snapshots = new Snapshots(folder.resolve("snapshots"), new BlobStore(folder.resolve("content")));
            snapshots.open(layers, diffIds).close();
            snapshots.prune(_ -> false);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "layer.entry:2",
                "layer.unpacked",
                "layer.synced",
                "layer.visible",
                "layer.visible:2",
                "rootfs.entry:2",
                "rootfs.made",
                "rootfs.synced",
                "rootfs.visible",
                "rootfs.remove",
                "layer.remove",
                "layer.remove:2"
            })
    void a_snapshot_that_is_there_is_whole(String step) throws Exception {
        BlobStore blobs = new BlobStore(folder.resolve("content"));
        Layers layers = new Layers(blobs)
                .add(new Archive().file("a/one", "1".repeat(9000)).file("a/two", "2"))
                .add(new Archive().file("a/.wh.two", "").file("b/three", "3").symlink("l", "b"));

        assertEquals(137, run(step, layers));

        Snapshots snapshots = new Snapshots(folder.resolve("snapshots"), blobs);
        try (Rootfs rootfs = layers.open(snapshots)) {
            assertEquals(
                    List.of("a", "a/one", "b", "b/three", "l"),
                    TreeDifference.all(rootfs.folder()).keySet().stream()
                            .map(ImagePath::text)
                            .toList());
            assertEquals("1".repeat(9000), Files.readString(rootfs.folder().resolve("a/one")));
        }
        snapshots.prune(_ -> false);
        for (String left : List.of("layers", "trees", "work", "marks")) {
            assertEquals(List.of(), Trees.list(folder.resolve("snapshots").resolve(left)));
        }
    }

    private int run(String step, Layers layers) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dwasmrunner.failpoint=" + step,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Victim.class.getName(),
                folder.toString()));
        for (int i = 0; i < layers.diffIds.size(); i++) {
            command.add(layers.descriptors.get(i).digest().toString());
            command.add(Long.toString(layers.descriptors.get(i).size()));
            command.add(layers.diffIds.get(i).toString());
        }
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return process.exitValue();
    }
}
