package io.wasmrunner.registry.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.digest.Digester;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobStoreTest {
    private static final byte[] CONTENT = "some content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private BlobStore store() {
        return new BlobStore(folder.resolve("content"));
    }

    @Test
    void content_is_found_by_its_digest() throws IOException {
        BlobStore store = store();

        Digest digest = store.put(CONTENT);

        assertEquals(Digest.of(CONTENT), digest);
        assertTrue(store.has(digest));
        assertArrayEquals(CONTENT, store.read(digest, 100));
        assertEquals(List.of(digest), store.list());
    }

    @Test
    void sha512_content_is_found_too() throws IOException {
        BlobStore store = store();
        Digest digest = Digester.of(DigestAlgorithm.SHA512)
                .update(CONTENT, 0, CONTENT.length)
                .digest();

        try (BlobWriter writer = store.create(DigestAlgorithm.SHA512)) {
            writer.write(CONTENT);
            writer.commit(digest);
        }

        assertArrayEquals(CONTENT, store.read(digest, 100));
    }

    @Test
    @Tag("attack-41")
    void content_of_another_digest_is_refused_and_leaves_nothing() throws IOException {
        BlobStore store = store();
        Digest other = Digest.of(new byte[] {1});

        try (BlobWriter writer = store.create(DigestAlgorithm.SHA256)) {
            writer.write(CONTENT);
            var refused = assertThrows(RegistryException.class, () -> writer.commit(other));
            assertEquals(RegistryError.INVALID, refused.error());
        }

        assertFalse(store.has(other));
        assertFalse(store.has(Digest.of(CONTENT)));
        assertEquals(List.of(), BlobStore.files(store.ingest()));
    }

    @Test
    void a_writer_goes_on_where_one_of_the_same_name_stopped() throws IOException {
        BlobStore store = store();
        try (BlobWriter writer = store.resume("part", DigestAlgorithm.SHA256)) {
            writer.write(CONTENT, 0, 5);
            writer.keep();
        }

        try (BlobWriter writer = store.resume("part", DigestAlgorithm.SHA256)) {
            assertEquals(5, writer.size());
            writer.write(CONTENT, 5, CONTENT.length - 5);
            writer.commit(Digest.of(CONTENT));
        }

        assertArrayEquals(CONTENT, store.read(Digest.of(CONTENT), 100));
    }

    @Test
    void a_writer_that_begins_anew_forgets_what_came() throws IOException {
        BlobStore store = store();
        try (BlobWriter writer = store.create(DigestAlgorithm.SHA256)) {
            writer.write(new byte[100]);
            writer.restart();
            writer.write(CONTENT);
            writer.commit(Digest.of(CONTENT));
        }

        assertArrayEquals(CONTENT, store.read(Digest.of(CONTENT), 100));
    }

    @Test
    void writers_of_the_same_name_take_turns() throws Exception {
        BlobStore store = store();
        Digest digest = Digest.of(CONTENT);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    try (BlobWriter writer = store.resume("part", DigestAlgorithm.SHA256)) {
                        long before = writer.size();
                        writer.write(CONTENT);
                        writer.commit(digest);
                        return before;
                    }
                }));
            }
            for (Future<Long> one : all) {
                assertEquals(0, one.get());
            }
        }
    }

    @Test
    @Tag("attack-50")
    void a_flipped_bit_is_found_when_it_is_read() throws IOException {
        BlobStore store = store();
        Digest digest = store.put(CONTENT);
        byte[] damaged = CONTENT.clone();
        damaged[3] ^= 1;
        Files.write(store.path(digest), damaged);

        var refused = assertThrows(RegistryException.class, () -> store.read(digest, 100));

        assertEquals(RegistryError.INVALID, refused.error());
        assertTrue(refused.getMessage().endsWith("; remove it and pull again"), refused.getMessage());
        assertFalse(store.verify(digest));
    }

    @Test
    void storing_it_again_heals_a_damaged_blob() throws IOException {
        BlobStore store = store();
        Digest digest = store.put(CONTENT);
        Files.write(store.path(digest), new byte[] {1});

        store.put(CONTENT);

        assertTrue(store.verify(digest));
    }

    @Test
    void a_missing_blob_says_what_to_do() {
        var refused = assertThrows(RegistryException.class, () -> store().read(Digest.of(CONTENT), 100));

        assertEquals(RegistryError.NOT_FOUND, refused.error());
    }
}
