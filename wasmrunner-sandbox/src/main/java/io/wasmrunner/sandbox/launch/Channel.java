package io.wasmrunner.sandbox.launch;

import io.wasmrunner.sandbox.nativeio.Descriptor;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One end of a line between worker and command line: a question is one line of text, the answer one byte. */
public final class Channel implements AutoCloseable {
    /** Characters; a longer question is none of ours. */
    private static final int MAX_QUESTION = 1024;

    private final Descriptor descriptor;

    /** Over a connected socket, which it closes. */
    public Channel(int descriptor) {
        this.descriptor = Descriptor.owned(descriptor);
    }

    /** The next question, or null when the other end is closed or says what makes no sense. */
    public @Nullable String question() {
        StringBuilder line = new StringBuilder();
        byte[] one = new byte[1];
        while (line.length() < MAX_QUESTION) {
            if (NativeIo.read(descriptor.number(), one, 0, 1, -1) != 1) {
                return null;
            }
            if (one[0] == '\n') {
                return line.toString();
            }
            line.append((char) (one[0] & 0xff));
        }
        return null;
    }

    public void answer(boolean done) {
        NativeIo.write(descriptor.number(), new byte[] {(byte) (done ? 'y' : 'n')}, 0, 1, -1);
    }

    /** Asks for something; whether it was done. */
    public boolean ask(String question) {
        byte[] line = (question + '\n').getBytes(StandardCharsets.US_ASCII);
        byte[] answer = new byte[1];
        return NativeIo.write(descriptor.number(), line, 0, line.length, -1) == line.length
                && NativeIo.read(descriptor.number(), answer, 0, 1, -1) == 1
                && answer[0] == 'y';
    }

    /** Ends it for both sides: whoever waits for something from it waits no longer. It is still to be closed. */
    public void hangUp() {
        NativeIo.shutdown(descriptor.number(), true, true);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
