package io.wasmrunner.registry.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.layer.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("attack-40")
final class UnpackerFuzzTest {
    private static final int ROUNDS = 1500;

    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "a/b",
            "b/a",
            "a/b/c",
            "../secret",
            "/secret",
            "a/../../secret",
            ".wh.a",
            "a/.wh..wh..opq",
            ".",
            "");
    private static final List<String> TARGETS =
            List.of("..", "/", "../secret", "a", "b", ".", "a/b", "../../..", "/tmp", "b/../..", "");

    @TempDir
    Path outer;

    @Test
    void whatever_is_in_an_archive_nothing_is_written_outside() throws IOException {
        Path secret = Files.writeString(outer.resolve("secret"), "the host's");
        Path root = outer.resolve("root");
        int unpacked = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Files.createDirectory(root);
            if (unpack(root, archive(new Random(seed)))) {
                unpacked++;
            }
            Trees.delete(root);
            assertEquals("the host's", Files.readString(secret), "seed " + seed);
            assertEquals(List.of(secret), Trees.list(outer), "seed " + seed);
        }
        assertTrue(unpacked > ROUNDS / 30 && unpacked < ROUNDS, unpacked + " unpacked");
    }

    private static byte[] archive(Random random) {
        Archive archive = new Archive();
        int entries = 1 + random.nextInt(8);
        for (int i = 0; i < entries; i++) {
            String name = NAMES.get(random.nextInt(random.nextInt(8) > 0 ? 5 : NAMES.size()));
            String target = TARGETS.get(random.nextInt(TARGETS.size()));
            switch (random.nextInt(7)) {
                case 0 -> archive.folder(name + "/");
                case 1 -> archive.symlink(name, target);
                case 2 -> archive.hardLink(name, target);
                default -> archive.file(name, "evil");
            }
        }
        byte[] bytes = archive.bytes();
        if (random.nextInt(3) == 0) {
            for (int flips = random.nextInt(6); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return bytes;
    }

    private static boolean unpack(Path root, byte[] archive) throws IOException {
        TarFault fault = new TarFault("layer x");
        try {
            new Unpacker(root, LayerLimits.DEFAULT, fault, _ -> {})
                    .unpack(new TarReader(new ByteArrayInputStream(archive), LayerLimits.DEFAULT.tar(), fault));
            return true;
        } catch (RegistryException | FileSystemException _) {
            return false;
        }
    }
}
