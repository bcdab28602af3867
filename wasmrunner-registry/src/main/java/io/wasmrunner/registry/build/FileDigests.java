package io.wasmrunner.registry.build;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.digest.Digester;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Digests of files. */
final class FileDigests {
    private static final int BUFFER = 1 << 16;

    private FileDigests() {}

    static Digest of(Path file) throws IOException {
        Digester digester = Digester.of(DigestAlgorithm.SHA256);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (channel.read(buffer) >= 0) {
                digester.update(buffer.flip());
                buffer.clear();
            }
        }
        return digester.digest();
    }
}
