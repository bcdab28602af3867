package io.wasmrunner.sandbox.fs;

import static io.wasmrunner.sandbox.fs.Failures.fails;
import static io.wasmrunner.sandbox.fs.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.wasmrunner.sandbox.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A read-only mount stays as it is. */
@OnEveryFileSystem
class ReadOnlyTest {
    private static final FileTimes NOW = new FileTimes(new FileTimes.Now(), new FileTimes.Now());

    @Parameter
    Implementation implementation;

    @TempDir
    Path lower;

    @TempDir
    Path upper;

    private Directory readOnly;
    private Directory writable;

    @BeforeEach
    void lay_out() throws IOException {
        Files.writeString(lower.resolve("file"), "bytes");
        Files.createDirectory(lower.resolve("dir"));
        Files.setLastModifiedTime(lower.resolve("file"), FileTime.fromMillis(1000));
        readOnly = implementation.readOnly(lower);
        writable = implementation.writable(upper);
    }

    @AfterEach
    void nothing_changed() throws IOException {
        assertEquals("bytes", Files.readString(lower.resolve("file")));
        assertEquals(FileTime.fromMillis(1000), Files.getLastModifiedTime(lower.resolve("file")));
        assertEquals(Set.of("file", "dir"), Contents.names(lower));
        readOnly.close();
        writable.close();
    }

    @Tag("attack-8")
    @Test
    void truncating_with_read_rights_alone_is_refused() {
        String reason = refused(Errno.PERM, () -> readOnly.open("file", Requests.TRUNCATE_READING));
        assertEquals("the mount is read-only; without :ro it can be changed", reason);
    }

    @Test
    void opening_for_writing_or_creating_says_read_only_file_system() {
        refused(Errno.PERM, () -> readOnly.open("file", Requests.WRITE));
        refused(Errno.PERM, () -> readOnly.open("file", Requests.REWRITE));
        refused(Errno.PERM, () -> readOnly.open("new", Requests.CREATE));
        refused(Errno.PERM, () -> readOnly.open("new", Requests.TOUCH));
        refused(Errno.PERM, () -> readOnly.open("file", Requests.APPEND));
    }

    @Tag("attack-9")
    @Test
    void a_hard_link_into_a_writable_mount_is_refused() throws IOException {
        refused(Errno.PERM, () -> readOnly.link("file", false, writable, "file"));
        Files.writeString(upper.resolve("other"), "other");
        refused(Errno.PERM, () -> writable.link("other", false, readOnly, "other"));
    }

    @Tag("attack-10")
    @Test
    void a_rename_out_of_or_into_it_is_refused() throws IOException {
        Files.writeString(upper.resolve("other"), "other");
        refused(Errno.PERM, () -> readOnly.rename("file", writable, "file"));
        refused(Errno.PERM, () -> writable.rename("other", readOnly, "file"));
        refused(Errno.PERM, () -> readOnly.rename("file", readOnly, "other"));
    }

    @Tag("attack-11")
    @Test
    void no_name_can_be_made_or_removed() {
        refused(Errno.PERM, () -> readOnly.createDirectory("made"));
        refused(Errno.PERM, () -> readOnly.removeDirectory("dir"));
        refused(Errno.PERM, () -> readOnly.unlink("file"));
        refused(Errno.PERM, () -> readOnly.symlink("file", "made"));
    }

    @Tag("attack-11")
    @Test
    void no_attribute_can_be_changed() {
        refused(Errno.PERM, () -> readOnly.setTimes("file", true, NOW));
        refused(Errno.PERM, () -> readOnly.setTimes(NOW));
        OpenFile file = assertInstanceOf(OpenFile.class, readOnly.open("file", Requests.READ));
        refused(Errno.PERM, () -> file.setTimes(NOW));
        refused(Errno.PERM, () -> file.setSize(0));
        refused(Errno.PERM, () -> file.allocate(0, 100));
        fails(Errno.BADF, () -> Contents.write(file, "x"));
        assertEquals("bytes", Contents.of(file));
        file.close();
    }

    @Test
    void a_directory_opened_through_it_is_read_only_as_well() {
        Directory dir = assertInstanceOf(Directory.class, readOnly.open("dir", Requests.DIRECTORY));
        assertFalse(dir.writable());
        refused(Errno.PERM, () -> dir.open("new", Requests.CREATE));
        refused(Errno.PERM, () -> dir.createDirectory("new"));
        dir.close();
    }
}
