package io.wasmrunner.cli.progress;

import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** A bar for each blob, drawn anew a few times a second. */
final class Bars implements BlobProgress {
    private static final long REDRAW_NANOS = 100_000_000;
    private static final int CELLS = 20;

    /** More would not fit most terminals; the rest are counted. */
    private static final int MOST = 20;

    private final PrintStream out;
    private final int width;
    private final Map<Digest, Bar> bars = new LinkedHashMap<>();
    private int drawn;
    private long last;

    Bars(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    /** How far a blob is. */
    private static final class Bar {
        private final Descriptor blob;
        private long moved;
        private String state = "";

        Bar(Descriptor blob) {
            this.blob = blob;
        }

        String line() {
            long size = Math.max(1, blob.size());
            int full = state.isEmpty() ? (int) (CELLS * Math.min(moved, size) / size) : CELLS;
            String cells = state.equals("exists") ? "" : "█".repeat(full) + "░".repeat(CELLS - full);
            return "  %.8s  %-16.16s  %-20s  %s/%s  %s"
                    .formatted(
                            blob.digest().hex(),
                            Lines.kind(blob),
                            cells,
                            Quantities.printSize(state.isEmpty() ? moved : blob.size()),
                            Quantities.printSize(blob.size()),
                            state);
        }
    }

    @Override
    public synchronized void started(Descriptor blob, long already) {
        bar(blob).moved = already;
        draw(false);
    }

    @Override
    public synchronized void advanced(Descriptor blob, long bytes) {
        bar(blob).moved += bytes;
        draw(false);
    }

    @Override
    public synchronized void restarted(Descriptor blob, long from) {
        bar(blob).moved = from;
        draw(false);
    }

    @Override
    public synchronized void existed(Descriptor blob) {
        bar(blob).state = "exists";
        draw(false);
    }

    @Override
    public synchronized void done(Descriptor blob) {
        bar(blob).state = "done";
        draw(false);
    }

    private Bar bar(Descriptor blob) {
        return bars.computeIfAbsent(blob.digest(), _ -> new Bar(blob));
    }

    private void draw(boolean now) {
        long time = System.nanoTime();
        if (!now && drawn > 0 && time - last < REDRAW_NANOS) {
            return;
        }
        last = time;
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('A');
        }
        drawn = 0;
        for (Bar bar : bars.values()) {
            if (drawn == MOST) {
                text.append("  and ").append(bars.size() - MOST).append(" more\u001b[K\n");
                drawn++;
                break;
            }
            String line = bar.line();
            text.append(line, 0, Math.min(line.length(), width - 1)).append("\u001b[K\n");
            drawn++;
        }
        out.print(text);
        out.flush();
    }

    @Override
    public synchronized void close() {
        if (!bars.isEmpty()) {
            draw(true);
        }
    }
}
