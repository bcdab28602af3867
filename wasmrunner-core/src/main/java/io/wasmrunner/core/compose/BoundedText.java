package io.wasmrunner.core.compose;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that people write, whatever stands in them. */
final class BoundedText {
    /** Bytes of a file. */
    static final int LONGEST = 1 << 20;

    private BoundedText() {}

    /**
     * All of it, which must be UTF-8.
     *
     * @throws WasmrunnerException with the line of the first byte that is not; {@link ErrorCode#NOT_FOUND} when it cannot be
     *     read
     */
    static String read(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "no such file" : "it is no file that you may read";
            throw new WasmrunnerException(ErrorCode.NOT_FOUND, "cannot read %s: %s".formatted(file, why), e);
        }
        if (bytes.length > LONGEST) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot use %s: it has more than %d bytes; take some of it away".formatted(file, LONGEST));
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(from, text, true);
        if (result.isError()) {
            throw place(file, bytes, from.position())
                    .error("a byte that is no UTF-8, 0x%02x; save the file as UTF-8"
                            .formatted(bytes[from.position()] & 0xff));
        }
        return text.flip().toString();
    }

    private static Position place(Path file, byte[] bytes, int index) {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < index; i++) {
            if (bytes[i] == '\n') {
                line++;
                begin = i + 1;
            }
        }
        return new Position(file.toString(), line, index - begin + 1);
    }
}
