package io.wasmrunner.sandbox.fs;

import static io.wasmrunner.sandbox.fs.Failures.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** State and timestamps. */
@OnEveryFileSystem
class AttributesTest {
    private static final FileTimes.Change KEEP = new FileTimes.Keep();
    private static final FileTimes.Change NOW = new FileTimes.Now();
    private static final long ACCESSED = 1_234_567_890_123_456_789L;
    private static final long MODIFIED = 1_111_111_111_987_654_321L;

    @Parameter
    Implementation implementation;

    @TempDir
    Path host;

    private Directory root;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(host.resolve("file"), "bytes");
        Files.createSymbolicLink(host.resolve("link"), Path.of("file"));
        Files.createDirectory(host.resolve("dir"));
        root = implementation.writable(host);
    }

    @AfterEach
    void close() {
        root.close();
    }

    @Test
    void the_state_of_a_file_is_the_hosts() throws IOException {
        FileStat stat = root.stat("file", false);
        assertEquals(FileType.REGULAR_FILE, stat.type());
        assertEquals(5, stat.size());
        assertEquals(1, stat.links());
        assertEquals(Files.getAttribute(host.resolve("file"), "unix:ino"), stat.inode());
        assertEquals(Files.getAttribute(host.resolve("file"), "unix:dev"), stat.device());
        assertEquals(Files.getLastModifiedTime(host.resolve("file")).to(TimeUnit.NANOSECONDS), stat.modified());
        assertTrue(stat.changed() > 0);
        OpenFile file = assertInstanceOf(OpenFile.class, root.open("file", Requests.READ));
        assertEquals(stat, file.stat());
        file.close();
        assertEquals(root.stat(), root.stat(".", true));
        assertEquals(FileType.DIRECTORY, root.stat("dir/", false).type());
        assertEquals(root.stat(), root.stat("dir/..", false));
    }

    @Test
    void a_link_is_followed_only_when_asked() {
        assertEquals(FileType.SYMBOLIC_LINK, root.stat("link", false).type());
        assertEquals(4, root.stat("link", false).size());
        assertEquals(root.stat("file", false), root.stat("link", true));
        fails(Errno.NOENT, () -> root.stat("missing", true));
        fails(Errno.NOTDIR, () -> root.stat("file/x", true));
    }

    @Test
    void timestamps_keep_their_nanoseconds() {
        root.setTimes("file", false, new FileTimes(new FileTimes.At(ACCESSED), new FileTimes.At(MODIFIED)));
        assertEquals(ACCESSED, root.stat("file", false).accessed());
        assertEquals(MODIFIED, root.stat("file", false).modified());
        root.setTimes("file", false, new FileTimes(KEEP, new FileTimes.At(5)));
        assertEquals(ACCESSED, root.stat("file", false).accessed());
        assertEquals(5, root.stat("file", false).modified());
        root.setTimes("link", true, new FileTimes(new FileTimes.At(6), KEEP));
        assertEquals(6, root.stat("file", false).accessed());
        assertEquals(5, root.stat("file", false).modified());
    }

    @Test
    void now_is_the_hosts_clock() {
        root.setTimes("file", false, new FileTimes(new FileTimes.At(1), new FileTimes.At(1)));
        root.setTimes("file", false, new FileTimes(NOW, KEEP));
        assertNotEquals(1, root.stat("file", false).accessed());
        assertEquals(1, root.stat("file", false).modified());
    }

    @Test
    void open_files_and_directories_take_timestamps() {
        FileTimes times = new FileTimes(new FileTimes.At(ACCESSED), new FileTimes.At(MODIFIED));
        OpenFile file = assertInstanceOf(OpenFile.class, root.open("file", Requests.READ_WRITE));
        file.setTimes(times);
        assertEquals(MODIFIED, file.stat().modified());
        file.close();
        Directory dir = assertInstanceOf(Directory.class, root.open("dir", Requests.DIRECTORY));
        dir.setTimes(times);
        assertEquals(MODIFIED, dir.stat().modified());
        dir.close();
    }

    @Test
    void a_links_own_timestamps_can_be_set() {
        FileStat file = root.stat("file", false);
        root.setTimes("link", false, new FileTimes(KEEP, new FileTimes.At(MODIFIED)));
        // Through java.nio a link's time is set in microseconds.
        long unit = implementation.isNative() ? 1 : 1000;
        assertEquals(MODIFIED / unit, root.stat("link", false).modified() / unit);
        assertEquals(file.modified(), root.stat("file", false).modified());
    }
}
