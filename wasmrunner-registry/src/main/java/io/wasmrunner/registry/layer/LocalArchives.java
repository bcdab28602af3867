package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.layer.tar.TarLimits;
import io.wasmrunner.registry.layer.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Archives on this machine that a build unpacks: tar, plain or compressed with gzip, zstd or bzip2. */
public final class LocalArchives {
    private LocalArchives() {}

    /** Whether it begins as one; what cannot be read as one is none. */
    public static boolean isArchive(Path file) throws IOException {
        TarFault fault = new TarFault(file.toString());
        try (InputStream content = Decompressed.of(open(file), fault)) {
            return new TarReader(content, TarLimits.DEFAULT, fault).next() != null;
        } catch (RegistryException _) {
            return false;
        }
    }

    /**
     * Unpacks one into a new folder, as safely as a layer; whiteouts in it mean nothing.
     *
     * @param notes is told what was left out
     */
    public static void unpack(Path file, Path folder, Consumer<String> notes) throws IOException {
        TarFault fault = new TarFault(file.toString());
        LayerLimits limits = LayerLimits.DEFAULT;
        Files.createDirectory(folder, Modes.FOLDER);
        try (LayerStream content =
                LayerStream.of(open(file), Files.size(file), DigestAlgorithm.SHA256, limits, fault)) {
            new Unpacker(folder, limits, fault, notes).unpack(new TarReader(content, limits.tar(), fault));
        }
    }

    private static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }
}
