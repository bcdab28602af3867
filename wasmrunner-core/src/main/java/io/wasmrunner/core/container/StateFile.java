package io.wasmrunner.core.container;

import io.wasmrunner.registry.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The file of a container's state, which can be written on a full disk too, as it must be: a guest that filled it with its
 * output is to be stopped and removed. Room for one more state lies beside it; the two files take turns.
 */
final class StateFile {
    /** Bytes of which files take up a whole number, on most disks. */
    private static final int BLOCK = 4096;

    private final Path file;
    private final Path spare;

    StateFile(Path file) {
        this.file = file;
        this.spare = file.resolveSibling(file.getFileName() + ".spare");
    }

    /** The first one; the folder is not synced. */
    void create(byte[] state) throws IOException {
        byte[] blocks = padded(state);
        DurableFile.createSecret(file, blocks);
        Files.write(spare, new byte[blocks.length]);
    }

    /** Puts it in the place of the one before: there is either, at any time. */
    void write(byte[] state) throws IOException {
        byte[] blocks = padded(state);
        try {
            DurableFile.replaceSecret(file, blocks);
        } catch (IOException e) {
            if (spare.toFile().length() < blocks.length) {
                throw e;
            }
            writeSpare(blocks);
            return;
        }
        if (spare.toFile().length() < blocks.length) {
            Files.write(spare, new byte[blocks.length]);
        }
    }

    /** Into blocks that it has; those of the state before are kept for the next. */
    private void writeSpare(byte[] blocks) throws IOException {
        Path before = file.resolveSibling(file.getFileName() + ".before");
        try (FileChannel channel = FileChannel.open(spare, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(blocks);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.truncate(blocks.length);
            channel.force(true);
        }
        Files.deleteIfExists(before);
        Files.createLink(before, file);
        DurableFile.rename(spare, file);
        Files.move(before, spare, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** White space, which JSON allows behind a document (RFC 8259, section 2). */
    private static byte[] padded(byte[] state) {
        byte[] padded = Arrays.copyOf(state, Math.ceilDiv(state.length, BLOCK) * BLOCK);
        Arrays.fill(padded, state.length, padded.length, (byte) ' ');
        return padded;
    }

    /** What was written there, whatever it was padded to. */
    static byte[] withoutPadding(byte[] padded) {
        int length = padded.length;
        while (length > 0 && padded[length - 1] == ' ') {
            length--;
        }
        return Arrays.copyOf(padded, length);
    }
}
