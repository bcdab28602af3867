package io.wasmrunner.registry.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.Trees;
import io.wasmrunner.registry.layer.tar.TarEntry;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.layer.tar.TarKind;
import io.wasmrunner.registry.layer.tar.TarLimits;
import io.wasmrunner.registry.layer.tar.TarReader;
import io.wasmrunner.registry.layer.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the host does with a container's files: diff, commit, export, copying out and in. */
final class ContainerFilesTest {
    @TempDir
    Path host;

    private Path lower;
    private Path upper;
    private MergedView view;
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void lay_out() throws IOException {
        lower = Files.createDirectory(host.resolve("lower"));
        upper = Files.createDirectory(host.resolve("upper"));
        view = new MergedView(lower, upper);
        file(lower, "bin/tool", "tool");
        assertTrue(lower.resolve("bin/tool").toFile().setExecutable(true));
        file(lower, "etc/config", "config");
        file(lower, "etc/other", "other");
        file(lower, "old/deep/leaf", "leaf");
        file(lower, "old/file", "file");
        Files.createSymbolicLink(lower.resolve("link"), Path.of("/etc"));
    }

    private static Path file(Path root, String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private List<String> changes() throws IOException {
        return UpperChanges.of(view).changes().stream().map(Change::toString).toList();
    }

    private Map<String, String> layer() throws IOException {
        Map<String, String> items = new TreeMap<>();
        UpperChanges.of(view)
                .layer()
                .forEach((path, item) -> items.put(path.text(), item.getClass().getSimpleName()));
        return items;
    }

    private static RegistryException fails(RegistryError error, Executable operation) {
        RegistryException failure = assertThrows(RegistryException.class, operation);
        assertEquals(error, failure.error(), failure.getMessage());
        return failure;
    }

    private static ImagePath path(String text) {
        return ImagePath.normalized(text);
    }

    @Test
    void nothing_changed_is_no_change() throws IOException {
        Files.createDirectories(upper.resolve("etc"));
        file(upper, ".wh..wh.tmp.1", "not whole");
        assertEquals(List.of(), changes());
        assertEquals(Map.of(), layer());
        view.removeUnfinished();
        assertEquals(List.of(upper.resolve("etc")), Trees.list(upper));
    }

    @Test
    void changes_are_told_as_docker_does() throws IOException {
        file(upper, "etc/config", "changed");
        file(upper, "etc/.wh.other", "");
        file(upper, "new/file", "new");
        file(upper, "bin", "a file now");
        file(upper, ".wh.link", "");
        file(upper, ".wh.never-was", "");
        assertEquals(
                List.of("C /bin", "C /etc", "C /etc/config", "D /etc/other", "D /link", "A /new", "A /new/file"),
                changes());
        assertEquals(
                Map.of(
                        "bin",
                        "File",
                        "etc/config",
                        "File",
                        "etc/other",
                        "Whiteout",
                        "link",
                        "Whiteout",
                        "new",
                        "Folder",
                        "new/file",
                        "File"),
                layer());
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh.old", "old/.wh..wh..opq"})
    void a_folder_in_the_place_of_another_is_opaque(String how) throws IOException {
        file(upper, "old/file", "again");
        file(upper, "old/deep/new", "new");
        file(upper, how, "");
        assertEquals(List.of("C /old", "C /old/deep", "D /old/deep/leaf", "A /old/deep/new", "C /old/file"), changes());
        assertEquals(
                Map.of("old", "Opaque", "old/deep", "Folder", "old/deep/new", "File", "old/file", "File"), layer());
        assertEquals(List.of("deep", "deep/new", "file"), names("old"));
    }

    @Test
    void modes_and_links_are_in_the_layer() throws IOException {
        Files.createSymbolicLink(upper.resolve("sym"), Path.of("../out"));
        Path program = file(upper, "program", "#!");
        assertTrue(program.toFile().setExecutable(true));
        Map<ImagePath, LayerItem> items = UpperChanges.of(view).layer();
        assertEquals(new LayerItem.Symlink("../out"), items.get(path("sym")));
        assertEquals(new LayerItem.File(program, 2, LayerItem.PROGRAM_MODE, null), items.get(path("program")));
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh.", ".wh..", ".wh...", ".wh..wh.other", ".wh..wh.plnk"})
    void a_whiteout_that_is_none_is_refused(String name) throws IOException {
        Files.writeString(upper.resolve(name), "");
        RegistryException failure = fails(RegistryError.INVALID, this::changes);
        assertTrue(failure.getMessage().endsWith("has the name of a whiteout, but is none; remove it"));
    }

    @Test
    void a_whiteout_with_something_in_it_is_refused() throws IOException {
        file(upper, ".wh.etc", "content");
        fails(RegistryError.INVALID, this::changes);
        Files.delete(upper.resolve(".wh.etc"));
        Files.createDirectory(upper.resolve(".wh.etc"));
        fails(RegistryError.INVALID, () -> MergedArchive.export(view, new ByteArrayOutputStream()));
    }

    private List<String> names(String below) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MergedArchive.copyOut(view, path(below), true, "x", out);
        return read(out).keySet().stream()
                .filter(name -> !name.equals("x/"))
                .map(name -> name.replaceFirst("^x/", "").replaceFirst("/$", ""))
                .toList();
    }

    private static Map<String, TarEntry> read(ByteArrayOutputStream out) throws IOException {
        TarReader reader =
                new TarReader(new ByteArrayInputStream(out.toByteArray()), TarLimits.DEFAULT, new TarFault("it"));
        Map<String, TarEntry> entries = new TreeMap<>();
        for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
            entries.put(entry.name(), entry);
        }
        return entries;
    }

    @Test
    void an_export_has_what_the_container_sees() throws IOException {
        file(upper, "etc/config", "changed!");
        file(upper, "etc/.wh.other", "");
        file(upper, ".wh.old", "");
        Files.setLastModifiedTime(upper.resolve("etc/config"), FileTime.fromMillis(5_000));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MergedArchive.export(view, out);
        Map<String, TarEntry> entries = read(out);
        assertEquals(List.of("bin/", "bin/tool", "etc/", "etc/config", "link"), List.copyOf(entries.keySet()));
        assertEquals(LayerItem.PROGRAM_MODE, entries.get("bin/tool").mode());
        assertEquals(8, entries.get("etc/config").size());
        assertEquals(5, entries.get("etc/config").modified());
        assertEquals("/etc", entries.get("link").target());
    }

    @Test
    void copying_out_follows_links_inside_the_container_only() throws IOException {
        Files.createSymbolicLink(upper.resolve("up"), Path.of("../../../../etc/config"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MergedArchive.copyOut(view, path("/link/config"), false, "config", out);
        assertEquals(6, read(out).get("config").size());
        out.reset();
        MergedArchive.copyOut(view, path("/up"), true, "config", out);
        assertEquals(6, read(out).get("config").size());
        out.reset();
        MergedArchive.copyOut(view, path("/up"), false, "up", out);
        assertEquals(TarKind.SYMLINK, read(out).get("up").kind());
        fails(RegistryError.NOT_FOUND, () -> MergedArchive.copyOut(view, path("/missing"), true, "x", out));
        file(upper, ".wh.etc", "");
        fails(RegistryError.NOT_FOUND, () -> MergedArchive.copyOut(view, path("/link/config"), true, "x", out));
    }

    @Test
    void copying_in_makes_the_folders_above_in_the_upper_layer() throws IOException {
        Files.setLastModifiedTime(lower.resolve("old"), FileTime.fromMillis(7_000));
        Path source = host.resolve("source");
        Path program = file(source, "inner/program", "#!");
        assertTrue(program.toFile().setExecutable(true));
        Files.setLastModifiedTime(program, FileTime.fromMillis(9_000));
        Files.createSymbolicLink(source.resolve("sym"), Path.of("/anywhere"));
        try (RandomAccessFile sparse =
                new RandomAccessFile(source.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(1 << 20);
        }
        new CopyIn(view, notes::add).host(source, path("/old/deep/copy"));
        Path copy = upper.resolve("old/deep/copy");
        assertEquals("#!", Files.readString(copy.resolve("inner/program")));
        assertTrue(Files.isExecutable(copy.resolve("inner/program")));
        assertEquals(FileTime.fromMillis(9_000), Files.getLastModifiedTime(copy.resolve("inner/program")));
        assertEquals(Path.of("/anywhere"), Files.readSymbolicLink(copy.resolve("sym")));
        assertEquals(-1, Files.mismatch(source.resolve("sparse"), copy.resolve("sparse")));
        assertEquals(
                List.of("copy", "copy/inner", "copy/inner/program", "copy/sparse", "copy/sym", "leaf"),
                names("old/deep"));
        assertFalse(Files.exists(lower.resolve("old/deep/copy")));
        assertEquals(List.of(), notes);
    }

    @Test
    void copying_in_never_leaves_the_container() throws IOException {
        Path source = file(host, "file", "content");
        Files.createSymbolicLink(upper.resolve("out"), host);
        Files.createSymbolicLink(upper.resolve("passwd"), host.resolve("lower/etc/config"));
        CopyIn in = new CopyIn(view, notes::add);
        fails(RegistryError.NOT_FOUND, () -> in.host(source, path("/out/made")));
        in.host(source, path("/link/made"));
        assertEquals("content", Files.readString(upper.resolve("etc/made")));
        in.host(source, path("/passwd"));
        assertEquals("config", Files.readString(lower.resolve("etc/config")));
        assertTrue(Files.isRegularFile(upper.resolve("passwd"), LinkOption.NOFOLLOW_LINKS));
        fails(RegistryError.CONFLICT, () -> in.host(source, path("/etc")));
        fails(RegistryError.CONFLICT, () -> in.host(upper, path("/bin/tool")));
        fails(RegistryError.NOT_FOUND, () -> in.host(source, path("/bin/tool/x")));
        fails(RegistryError.NOT_FOUND, () -> in.host(source, path("/missing/x")));
        fails(RegistryError.INVALID, () -> in.host(source, path("/etc/.wh.other")));
    }

    private static byte[] archive(TarEntry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarWriter tar = new TarWriter(out);
        for (TarEntry entry : entries) {
            tar.begin(entry);
            byte[] content = "x".repeat((int) entry.size()).getBytes(StandardCharsets.UTF_8);
            tar.write(content, 0, content.length);
        }
        tar.finish();
        return out.toByteArray();
    }

    private void unpack(String folder, TarEntry... entries) throws IOException {
        new CopyIn(view, notes::add).archive(new ByteArrayInputStream(archive(entries)), path(folder));
    }

    @Test
    void an_archive_is_unpacked_over_what_the_container_sees() throws IOException {
        file(upper, "etc/.wh.other", "");
        unpack(
                "/link",
                TarEntry.folder("sub/", 0755, 1),
                TarEntry.file("sub/file", 3, 0755, 8),
                TarEntry.file("other", 2, 0644, 9),
                TarEntry.symlink("sub/up", "../../..", 1),
                TarEntry.file("sub/up/reached", 1, 0644, 1),
                new TarEntry(TarKind.HARD_LINK, "hard", "config", 0, 0644, 1),
                new TarEntry(TarKind.FIFO, "fifo", "", 0, 0644, 1));
        assertEquals("xxx", Files.readString(upper.resolve("etc/sub/file")));
        assertEquals(FileTime.fromMillis(8_000), Files.getLastModifiedTime(upper.resolve("etc/sub/file")));
        assertTrue(Files.isExecutable(upper.resolve("etc/sub/file")));
        assertEquals("config", Files.readString(upper.resolve("etc/hard")));
        assertEquals("x", Files.readString(upper.resolve("reached")));
        assertEquals(List.of("config", "hard", "other", "sub", "sub/file", "sub/up"), names("etc"));
        assertEquals(List.of("left out /link/fifo: devices and FIFOs are not copied"), notes);
    }

    @Test
    void a_hostile_archive_is_refused() {
        fails(RegistryError.INVALID, () -> unpack("/", TarEntry.file("../x", 1, 0644, 1)));
        fails(RegistryError.INVALID, () -> unpack("/", TarEntry.file(".wh.etc", 0, 0644, 1)));
        fails(RegistryError.INVALID, () -> unpack("/", TarEntry.folder(".wh.etc/", 0755, 1)));
        fails(RegistryError.INVALID, () -> unpack("/", TarEntry.file("etc/.wh..wh..opq", 0, 0644, 1)));
        fails(RegistryError.INVALID, () -> unpack("/", TarEntry.file("a/.wh.b/c", 0, 0644, 1)));
        fails(RegistryError.INVALID, () -> unpack("/", new TarEntry(TarKind.HARD_LINK, "h", "missing", 0, 0644, 1)));
        fails(
                RegistryError.INVALID,
                () -> unpack(
                        "/",
                        TarEntry.symlink("a", "b", 1),
                        TarEntry.symlink("b", "a", 1),
                        TarEntry.folder("a/x", 0755, 1)));
        fails(RegistryError.CONFLICT, () -> unpack("/", TarEntry.file("etc", 1, 0644, 1)));
        fails(RegistryError.CONFLICT, () -> unpack("/", TarEntry.folder("bin/tool/", 0755, 1)));
        fails(RegistryError.NOT_FOUND, () -> unpack("/bin/tool"));
        assertFalse(Files.exists(host.resolve("x")));
        assertFalse(Files.exists(upper.resolve("etc/.wh..wh..opq")));
    }
}
