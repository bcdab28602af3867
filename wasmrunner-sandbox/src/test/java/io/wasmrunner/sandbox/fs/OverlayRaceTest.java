package io.wasmrunner.sandbox.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Quota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several users of one upper layer at once, each with an overlay of its own, as processes in one container have. */
class OverlayRaceTest {
    private static final int USERS = 4;
    private static final int OPERATIONS = 1500;

    @TempDir
    Path host;

    private Path lower;
    private Path upper;

    private Directory overlay() {
        return ConfinedFileSystem.overlay(
                Implementation.NATIVE.readOnly(lower),
                Implementation.NATIVE.open(upper, true, new Meter(Quota.DISK, 0)));
    }

    @Test
    void lost_races_are_errnos_and_the_layers_stay_whole() throws Exception {
        assumeTrue(ConfinedFileSystem.nativeAvailable(), "no native library here");
        lower = Files.createDirectory(host.resolve("lower"));
        upper = Files.createDirectory(host.resolve("upper"));
        Files.createDirectories(lower.resolve("d/e"));
        for (String name : List.of("a", "b", "d/a", "d/b", "d/e/a")) {
            Files.writeString(lower.resolve(name), "below");
        }
        List<Callable<Integer>> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            long seed = 1000L + i;
            users.add(() -> use(new Random(seed)));
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(USERS)) {
            for (Future<Integer> user : executor.invokeAll(users)) {
                assertTrue(user.get() > 0, "nothing ever worked");
            }
        }
        assertEquals(Set.of("lower", "upper"), Contents.names(host));
        assertEquals("below", Files.readString(lower.resolve("d/e/a")));
        Directory after = overlay();
        read(after);
        after.close();
    }

    private int use(Random choice) {
        int worked = 0;
        Directory root = overlay();
        for (int i = 0; i < OPERATIONS; i++) {
            String answer = RandomOperation.randomWithContent(choice).answer(root);
            worked += answer.equals("done") ? 1 : 0;
        }
        root.close();
        return worked;
    }

    /** All that is listed is there, and can be read. */
    private static void read(Directory directory) throws IOException {
        List<DirectoryEntry> entries = directory.list();
        for (DirectoryEntry entry : entries.subList(2, entries.size())) {
            assertEquals(entry.type(), directory.stat(entry.name(), false).type());
            try (Opened opened = directory.open(entry.name(), Requests.READ)) {
                if (opened instanceof Directory below) {
                    read(below);
                } else {
                    Contents.of((OpenFile) opened);
                }
            } catch (ErrnoException e) {
                assertEquals(FileType.SYMBOLIC_LINK, entry.type());
            }
        }
    }
}
