package io.wasmrunner.cli.progress;

import io.wasmrunner.registry.client.Progress;
import java.io.PrintStream;
import java.util.Map;

/** Shows blobs move. */
public interface BlobProgress extends Progress, AutoCloseable {

    /** Bars where stderr is a terminal, else a line for each blob; nothing when quiet. */
    static BlobProgress of(boolean quiet, PrintStream err, Map<String, String> environment) {
        if (quiet) {
            return new Silent();
        }
        return Terminal.isStderr(environment) ? new Bars(err, Terminal.width(environment)) : new Lines(err);
    }

    /** Shows the last state, to stay. */
    @Override
    void close();

    /** Shows nothing. */
    final class Silent implements BlobProgress {
        @Override
        public void close() {}
    }
}
