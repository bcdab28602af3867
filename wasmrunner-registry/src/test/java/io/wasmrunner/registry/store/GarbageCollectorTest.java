package io.wasmrunner.registry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GarbageCollectorTest {
    @TempDir
    private Path folder;

    private BlobStore store() {
        return new BlobStore(folder.resolve("content"));
    }

    private static Digest old(BlobStore store, int content) throws IOException {
        Digest digest = store.put(new byte[] {(byte) content});
        Files.setLastModifiedTime(store.path(digest), FileTime.fromMillis(0));
        return digest;
    }

    private static Collected collect(BlobStore store, Digest... needed) throws IOException {
        return new GarbageCollector(store)
                .collect(List.of(needed)::contains, System.currentTimeMillis(), Duration.ZERO, false);
    }

    @Test
    void what_nothing_needs_goes_and_the_rest_stays() throws IOException {
        BlobStore store = store();
        Digest needed = old(store, 1);
        Digest garbage = old(store, 2);

        Collected collected = collect(store, needed);

        assertEquals(new Collected(List.of(garbage), 1), collected);
        assertTrue(store.has(needed));
        assertFalse(store.has(garbage));
    }

    @Test
    void a_dry_run_removes_nothing() throws IOException {
        BlobStore store = store();
        Digest garbage = old(store, 1);

        Collected collected =
                new GarbageCollector(store).collect(_ -> false, System.currentTimeMillis(), Duration.ZERO, true);

        assertEquals(List.of(garbage), collected.blobs());
        assertTrue(store.has(garbage));
    }

    @Test
    @Tag("attack-46")
    void what_a_lease_holds_stays_until_it_is_closed() throws IOException {
        BlobStore store = store();
        Digest held = old(store, 1);
        try (Lease lease = store.lease()) {
            assertTrue(lease.hold(held));
            Files.setLastModifiedTime(store.path(held), FileTime.fromMillis(0));

            assertEquals(List.of(), collect(store).blobs());
        }
        assertEquals(List.of(held), collect(store).blobs());
    }

    @Test
    @Tag("attack-46")
    void what_was_taken_hold_of_since_the_look_stays() throws IOException {
        BlobStore store = store();
        Digest digest = old(store, 1);
        long lookedAt = System.currentTimeMillis();
        assertTrue(store.touch(digest));

        Collected collected = new GarbageCollector(store).collect(_ -> false, lookedAt, Duration.ZERO, false);

        assertEquals(List.of(), collected.blobs());
    }

    @Test
    void what_is_newer_than_the_grace_stays() throws IOException {
        BlobStore store = store();
        Digest digest = store.put(new byte[] {1});
        long anHourAgo = System.currentTimeMillis() - 3_600_000;
        Files.setLastModifiedTime(store.path(digest), FileTime.fromMillis(anHourAgo));
        GarbageCollector collector = new GarbageCollector(store);

        assertEquals(
                List.of(),
                collector
                        .collect(_ -> false, System.currentTimeMillis(), Duration.ofHours(2), false)
                        .blobs());
        assertEquals(
                List.of(digest),
                collector
                        .collect(_ -> false, System.currentTimeMillis(), Duration.ofMinutes(30), false)
                        .blobs());
    }

    @Test
    @Tag("attack-46")
    void the_lease_of_another_process_holds_until_that_is_killed() throws Exception {
        BlobStore store = store();
        Digest held = old(store, 1);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeaseHolder.class.getName(),
                        store.root().toString(),
                        held.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals("held", other.inputReader().readLine());
            Files.setLastModifiedTime(store.path(held), FileTime.fromMillis(0));
            assertEquals(List.of(), collect(store).blobs());
        } finally {
            other.destroyForcibly();
            assertTrue(other.waitFor(1, TimeUnit.MINUTES));
        }

        assertEquals(List.of(held), collect(store).blobs());
        assertEquals(List.of(), BlobStore.files(store.root().resolve("leases")));
    }

    @Test
    void what_was_being_written_goes_when_its_writer_is_gone_and_a_part_waits_a_day() throws IOException {
        BlobStore store = store();
        store.put(new byte[] {0});
        Path abandoned = Files.write(store.ingest().resolve(".gone"), new byte[10]);
        Path part = Files.write(store.ingest().resolve("part"), new byte[10]);
        try (BlobWriter writer = store.create(DigestAlgorithm.SHA256)) {
            writer.write(1);

            collect(store, Digest.of(new byte[] {0}));

            assertFalse(Files.exists(abandoned));
            assertTrue(Files.exists(part));
            writer.commit(Digest.of(new byte[] {1}));
        }
        Files.setLastModifiedTime(part, FileTime.fromMillis(0));
        assertEquals(
                10,
                collect(store, Digest.of(new byte[] {0}), Digest.of(new byte[] {1}))
                        .bytes());
        assertFalse(Files.exists(part));
    }
}
