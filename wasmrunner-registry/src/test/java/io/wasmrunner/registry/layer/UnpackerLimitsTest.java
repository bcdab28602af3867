package io.wasmrunner.registry.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.layer.tar.TarKind;
import io.wasmrunner.registry.layer.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left out, and how much is too much. */
@Tag("attack-40")
final class UnpackerLimitsTest {
    @TempDir
    Path outer;

    private final List<String> notes = new ArrayList<>();
    private Path root;
    private Path secret;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(outer.resolve("root"));
        secret = Files.writeString(outer.resolve("secret"), "the host's");
    }

    private Whiteouts unpack(Archive archive) throws IOException {
        return unpack(archive, LayerLimits.DEFAULT);
    }

    private Whiteouts unpack(Archive archive, LayerLimits limits) throws IOException {
        TarFault fault = new TarFault("layer x");
        return new Unpacker(root, limits, fault, notes::add)
                .unpack(new TarReader(new ByteArrayInputStream(archive.bytes()), limits.tar(), fault));
    }

    private String refusal(Archive archive) throws IOException {
        var refused = assertThrows(RegistryException.class, () -> unpack(archive));
        assertEquals(RegistryError.INVALID, refused.error());
        assertNothingOutside();
        return refused.getMessage();
    }

    private void assertNothingOutside() throws IOException {
        assertEquals("the host's", Files.readString(secret));
        try (var all = Files.list(outer)) {
            assertEquals(Set.of(root, secret), Set.copyOf(all.toList()));
        }
    }

    private String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    @ParameterizedTest
    @EnumSource(names = {"CHARACTER_DEVICE", "BLOCK_DEVICE", "FIFO"})
    void devices_and_fifos_are_left_out_with_a_note(TarKind kind) throws IOException {
        unpack(new Archive().special(kind, "dev/thing").file("after", "x"));

        assertFalse(Files.exists(root.resolve("dev/thing"), LinkOption.NOFOLLOW_LINKS));
        assertEquals("x", read("after"));
        assertEquals(List.of("left out /dev/thing: devices and FIFOs are not unpacked"), notes);
    }

    @Test
    void setuid_and_write_permissions_are_dropped() throws IOException {
        unpack(new Archive().file("su", "x", 06777).file("data", "x", 04666));

        assertEquals("r-xr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("su"))));
        assertEquals("r--r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("data"))));
        if (Files.getFileStore(root).supportsFileAttributeView("unix")) {
            assertEquals(0, (int) Files.getAttribute(root.resolve("su"), "unix:mode") & 07000);
        }
    }

    @Test
    void whiteouts_are_told_and_never_made() throws IOException {
        Whiteouts whiteouts = unpack(new Archive()
                .file("etc/.wh.passwd", "")
                .file("var/.wh..wh..opq", "")
                .file(".wh..wh.plnk", "")
                .file("etc/kept", "x"));

        assertEquals(Set.of(new ImagePath("etc/passwd")), whiteouts.removed());
        assertEquals(Set.of(new ImagePath("var")), whiteouts.emptied());
        assertEquals(List.of("left out /.wh..wh.plnk: it is for AUFS only"), notes);
        assertFalse(Files.exists(root.resolve("etc/.wh.passwd")));
        assertEquals(whiteouts, Whiteouts.parse(whiteouts.bytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh.", ".wh..", ".wh...", "a/.wh.."})
    void a_whiteout_of_nothing_is_refused(String name) throws IOException {
        assertTrue(refusal(new Archive().file(name, "")).contains("is a whiteout of nothing"));
    }

    @Test
    void a_whiteout_of_a_whiteout_hides_nothing() throws IOException {
        Whiteouts whiteouts = unpack(new Archive().file(".wh..wh.passwd", ""));

        assertTrue(whiteouts.isEmpty());
    }

    @Test
    void a_whiteout_is_no_folder_and_no_link() throws IOException {
        assertTrue(refusal(new Archive().folder(".wh.a/")).contains("no plain file"));
        assertTrue(refusal(new Archive().symlink(".wh.a", "x")).contains("no plain file"));
        assertTrue(refusal(new Archive().file(".wh.a/b", "x")).contains("lies in a whiteout"));
    }

    @Test
    void names_and_depths_are_bounded() throws IOException {
        assertTrue(refusal(new Archive().file("a".repeat(256), "x")).contains("more than 255 bytes"));
        assertTrue(refusal(new Archive().file("ä".repeat(128), "x")).contains("more than 255 bytes"));
        assertTrue(refusal(new Archive().file("d/".repeat(256) + "x", "x")).contains("deeper than 255"));
        assertTrue(refusal(new Archive().file("d/".repeat(2049), "x")).contains("more than 4096 bytes"));
        assertTrue(refusal(new Archive().symlink("l", "d/".repeat(2049))).contains("more than 4096 bytes"));
    }

    @Test
    void entries_are_bounded() {
        Archive many = new Archive();
        for (int i = 0; i < 1001; i++) {
            many.file("f" + i, "");
        }
        var refused = assertThrows(RegistryException.class, () -> unpack(many, LayerLimits.DEFAULT.withEntries(1000)));

        assertEquals("cannot unpack layer x: it has more than 1000 entries", refused.getMessage());
    }

    @Test
    void folders_that_are_only_mentioned_count_too() {
        Archive deep = new Archive();
        for (int i = 0; i < 20; i++) {
            deep.file(i + "/d".repeat(100) + "/f", "");
        }
        var refused = assertThrows(RegistryException.class, () -> unpack(deep, LayerLimits.DEFAULT.withEntries(1000)));

        assertEquals("cannot unpack layer x: it has more than 1000 folders", refused.getMessage());
    }
}
