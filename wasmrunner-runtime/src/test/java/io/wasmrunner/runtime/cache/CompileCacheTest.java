package io.wasmrunner.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompileCacheTest {
    private static final CacheKey KEY = key("a");

    @TempDir
    Path folder;

    private CompileCache cache = new CompileCache(Path.of("none"), 0);

    @BeforeEach
    void open() {
        cache = new CompileCache(folder.resolve("cache"), 1 << 20);
    }

    private static CacheKey key(String module) {
        return new CacheKey(module, "engine", "1", "");
    }

    private static CompileCache.Writer content(String text) {
        return entry -> {
            Files.writeString(entry.resolve("code"), text);
            Files.createDirectory(entry.resolve("more"));
            Files.writeString(entry.resolve("more/data"), text + text);
        };
    }

    private Path stored() {
        return cache.store(KEY, content("compiled")).orElseThrow();
    }

    private List<Path> inside() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("cache"))) {
            return all.toList();
        }
    }

    @Test
    void what_was_stored_is_found() throws IOException {
        assertFalse(cache.contains(KEY));
        assertEquals(Optional.empty(), cache.find(KEY));

        Path stored = stored();

        assertTrue(cache.contains(KEY));
        assertEquals(Optional.of(stored), cache.find(KEY));
        assertEquals("compiled", Files.readString(stored.resolve("code")));
        assertEquals("compiledcompiled", Files.readString(stored.resolve("more/data")));
        assertEquals(List.of(stored), inside());
    }

    @Test
    void only_its_owner_may_enter() throws IOException {
        Path stored = stored();

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(stored.getParent())));
    }

    @Test
    void each_part_of_a_key_counts() {
        List<CacheKey> keys = List.of(
                new CacheKey("a", "b", "c", "d"),
                new CacheKey("x", "b", "c", "d"),
                new CacheKey("a", "x", "c", "d"),
                new CacheKey("a", "b", "x", "d"),
                new CacheKey("a", "b", "c", "x"),
                new CacheKey("ab", "", "c", "d"));
        assertEquals(keys.size(), keys.stream().map(CacheKey::folder).distinct().count());
    }

    @Tag("attack-35")
    @Test
    void a_tampered_file_is_not_used_and_made_anew() throws IOException {
        Path stored = stored();
        Files.writeString(stored.resolve("code"), "COMPILED");

        assertEquals(Optional.empty(), cache.find(KEY));
        assertFalse(Files.exists(stored));
        assertEquals("compiled", Files.readString(stored().resolve("code")));
    }

    @Test
    void a_truncated_file_is_not_used() throws IOException {
        Files.writeString(stored().resolve("more/data"), "");

        assertEquals(Optional.empty(), cache.find(KEY));
    }

    @Test
    void a_missing_file_is_not_made_up_for() throws IOException {
        Files.delete(stored().resolve("code"));

        assertEquals(Optional.empty(), cache.find(KEY));
    }

    @Test
    void an_entry_without_its_seal_is_not_used_and_replaced() throws IOException {
        Path stored = stored();
        Files.delete(Seal.of(stored));
        Files.writeString(stored.resolve("code"), "anything");

        assertFalse(cache.contains(KEY));
        assertEquals(Optional.empty(), cache.find(KEY));
        assertEquals(Optional.of(stored), cache.store(KEY, content("again")));
        assertEquals("again", Files.readString(cache.find(KEY).orElseThrow().resolve("code")));
    }

    @Test
    void a_seal_of_nonsense_is_damage() throws IOException {
        for (String seal : List.of("", "nonsense\n", "a b c\n", "a 99999999999999999999 code\n", "a -1 ../../x\n")) {
            Path stored = stored();
            Files.writeString(Seal.of(stored), seal);

            assertEquals(Optional.empty(), cache.find(KEY), seal);
            cache.discard(KEY);
        }
    }

    @Test
    void an_entry_with_a_damaged_neighbour_stays() throws IOException {
        Path stored = stored();
        Path other = cache.store(key("b"), content("other")).orElseThrow();
        Files.writeString(other.resolve("code"), "damaged");

        assertEquals(Optional.empty(), cache.find(key("b")));
        assertEquals(Optional.of(stored), cache.find(KEY));
    }

    @Test
    void threads_that_store_the_same_at_once_all_have_it() throws Exception {
        int threads = 8;
        CyclicBarrier together = new CyclicBarrier(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int round = 0; round < 20; round++) {
                CacheKey key = key("round " + round);
                List<Callable<Optional<Path>>> stores = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    stores.add(() -> {
                        together.await();
                        return cache.store(key, content("the same"));
                    });
                }
                for (var result : pool.invokeAll(stores)) {
                    assertEquals(Optional.of(cache.entry(key)), result.get());
                }
                assertTrue(cache.find(key).isPresent());
            }
        }
        assertEquals(20, inside().size());
    }

    @Test
    void the_least_recently_used_goes_first_and_the_newest_stays() throws IOException {
        cache = new CompileCache(folder.resolve("cache"), 3000);
        CompileCache.Writer kilobyte = entry -> Files.write(entry.resolve("code"), new byte[1000]);
        Instant now = Instant.now();
        for (String name : List.of("first", "second")) {
            Path entry = cache.store(key(name), kilobyte).orElseThrow();
            Files.setLastModifiedTime(
                    Seal.of(entry), FileTime.from(now.minus(Duration.ofDays(name.equals("first") ? 2 : 3))));
        }

        cache.store(key("third"), kilobyte);

        assertTrue(cache.contains(key("first")));
        assertFalse(cache.contains(key("second")));
        assertTrue(cache.contains(key("third")));
    }

    @Test
    void using_an_entry_makes_it_recent() throws IOException {
        Path seal = Seal.of(stored());
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(seal, old);

        cache.find(KEY);

        assertNotEquals(old, Files.getLastModifiedTime(seal));
    }

    @Test
    void an_entry_larger_than_the_whole_cache_still_serves_once() {
        cache = new CompileCache(folder.resolve("cache"), 100);

        cache.store(KEY, entry -> Files.write(entry.resolve("code"), new byte[1000]));

        assertTrue(cache.find(KEY).isPresent());
    }

    @Test
    void what_a_crashed_writer_left_is_removed_after_an_hour() throws IOException {
        stored();
        Path abandoned = Files.createDirectory(folder.resolve("cache/.new-crashed"));
        Files.writeString(abandoned.resolve("code"), "half");
        Path beingWritten = Files.createDirectory(folder.resolve("cache/.new-now"));
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        cache.store(key("b"), content("b"));

        assertFalse(Files.exists(abandoned));
        assertTrue(Files.exists(beingWritten));
    }

    @Test
    void a_writer_that_fails_leaves_nothing() throws IOException {
        assertEquals(Optional.empty(), cache.store(KEY, entry -> {
            Files.writeString(entry.resolve("code"), "half");
            throw new IOException("No space left on device");
        }));

        assertEquals(List.of(), inside());
    }

    @Test
    void a_folder_that_cannot_be_made_is_no_failure() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        cache = new CompileCache(folder.resolve("file/cache"), 1 << 20);

        assertEquals(Optional.empty(), cache.store(KEY, content("x")));
        assertEquals(Optional.empty(), cache.find(KEY));
    }
}
