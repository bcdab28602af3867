package io.wasmrunner.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One of the process's own outputs, which remembers why it failed: a PrintStream would only know that it did. */
final class Output {
    private @Nullable IOException failure;
    private final PrintStream stream;

    Output(FileDescriptor descriptor) {
        OutputStream remembering = new FilterOutputStream(new FileOutputStream(descriptor)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    failure = e;
                    throw e;
                }
            }
        };
        stream = new PrintStream(remembering, false, StandardCharsets.UTF_8);
    }

    PrintStream stream() {
        return stream;
    }

    /** Writes out what is left, and gives the reason when anything could not be written. */
    @Nullable
    String finish() {
        stream.flush();
        IOException e = failure;
        return e == null ? null : String.valueOf(e.getMessage());
    }
}
