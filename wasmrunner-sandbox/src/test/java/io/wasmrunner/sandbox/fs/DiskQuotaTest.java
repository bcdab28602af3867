package io.wasmrunner.sandbox.fs;

import static io.wasmrunner.sandbox.fs.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Quota;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The bytes that a guest may write to files. */
@OnEveryFileSystem
class DiskQuotaTest {
    @Parameter
    Implementation implementation;

    @TempDir
    Path host;

    private final Meter disk = new Meter(Quota.DISK, 100);
    private Directory root;
    private OpenFile file;

    @BeforeEach
    void open() {
        root = implementation.open(host, true, disk);
        file = assertInstanceOf(OpenFile.class, root.open("file", Requests.CREATE));
    }

    @Tag("attack-32")
    @Test
    void writes_are_counted_and_refused_beyond_the_limit() throws IOException {
        byte[] bytes = new byte[60];
        assertEquals(60, file.write(bytes, 0, 60));
        assertEquals(60, disk.used());
        String reason = refused(Errno.DQUOT, () -> file.write(bytes, 0, 60));
        assertEquals("the disk limit of 100 bytes is reached (--max-disk)", reason);
        refused(Errno.DQUOT, () -> file.pwrite(bytes, 0, 41, 0));
        assertEquals(40, file.pwrite(bytes, 0, 40, 0));
        assertTrue(disk.refused());
        assertEquals(60, implementation.bytes(root, host, "file").length);
    }

    @Test
    void growth_by_size_is_counted() throws IOException {
        refused(Errno.DQUOT, () -> file.setSize(101));
        assertEquals(0, implementation.bytes(root, host, "file").length);
        file.setSize(80);
        file.setSize(10);
        assertEquals(80, disk.used());
        refused(Errno.DQUOT, () -> file.setSize(31));
        file.setSize(30);
        assertEquals(100, disk.used());
    }

    @Test
    void growth_by_allocation_is_counted() throws IOException {
        refused(Errno.DQUOT, () -> file.allocate(50, 51));
        file.allocate(0, 90);
        file.allocate(0, 50);
        assertEquals(90, disk.used());
        refused(Errno.DQUOT, () -> file.allocate(0, 101));
        assertEquals(90, implementation.bytes(root, host, "file").length);
    }

    @Test
    void a_write_that_failed_is_not_counted() {
        file.close();
        Failures.fails(Errno.BADF, () -> file.write(new byte[10], 0, 10));
        assertEquals(0, disk.used());
    }

    @Tag("attack-32")
    @Test
    void one_meter_serves_several_mounts(@TempDir Path other) {
        Directory second = implementation.open(other, true, disk);
        OpenFile more = assertInstanceOf(OpenFile.class, second.open("file", Requests.CREATE));
        more.write(new byte[70], 0, 70);
        refused(Errno.DQUOT, () -> file.write(new byte[31], 0, 31));
        more.close();
        second.close();
    }
}
