package io.wasmrunner.registry.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.store.GarbageCollector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildConcurrencyTest {
    private static final int ROUNDS = 4;

    @TempDir
    Path folder;

    @Test
    @Tag("attack-46")
    void two_builds_and_a_prune_at_once_leave_whole_images() throws Exception {
        Path home = folder.resolve("home");
        CyclicBarrier start = new CyclicBarrier(3);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Digest>> builds = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Path context = folder.resolve("context" + i);
                builds.add(executor.submit(() -> build(home, context, start)));
            }
            Future<?> prune = executor.submit(() -> {
                start.await();
                try (BuildWorld world = new BuildWorld(home, folder.resolve("none"))) {
                    while (!builds.stream().allMatch(Future::isDone)) {
                        new GarbageCollector(world.blobs)
                                .collect(_ -> false, System.currentTimeMillis() + 10_000, Duration.ZERO, false);
                        world.snapshots.prune(_ -> false);
                    }
                }
                return null;
            });
            Digest first = builds.getFirst().get();
            assertEquals(first, builds.getLast().get());
            prune.get();
        }
    }

    private static Digest build(Path home, Path context, CyclicBarrier start) throws Exception {
        start.await();
        Digest last = Digest.of(new byte[0]);
        for (int round = 0; round < ROUNDS; round++) {
            try (BuildWorld world = new BuildWorld(home, context)) {
                world.file("app.wasm", BuildWorld.MODULE).file("data/x", "x");
                Built built = world.build(
                        "FROM scratch AS one",
                        "COPY app.wasm /",
                        "RUN /app.wasm write /made it",
                        "FROM scratch",
                        "COPY data /data/",
                        "COPY --from=one / /",
                        "ENTRYPOINT [\"/app.wasm\"]");
                for (Descriptor blob : built.manifest().blobs()) {
                    assertTrue(world.blobs.verify(blob.digest()));
                }
                assertTrue(world.blobs.verify(built.manifest().digest()));
                assertEquals("it", world.read(built, "made"));
                last = built.manifest().digest();
            }
        }
        return last;
    }
}
