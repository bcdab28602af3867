package io.wasmrunner.cli.progress;

import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.runtime.guest.Printable;
import java.io.PrintStream;

/** One plain line for each blob, when it has moved: for logs and pipes. */
final class Lines implements BlobProgress {
    private final PrintStream out;

    Lines(PrintStream out) {
        this.out = out;
    }

    /** What a blob is, in a word or two. */
    static String kind(Descriptor blob) {
        return switch (blob.mediaType()) {
            case MediaTypes.OCI_CONFIG, MediaTypes.DOCKER_CONFIG, MediaTypes.WASM_CONFIG, MediaTypes.OCI_EMPTY ->
                "config";
            case MediaTypes.WASM_LAYER -> MediaTypes.WASM_LAYER;
            default -> MediaTypes.isArchive(blob.mediaType()) ? "files" : Printable.line(blob.mediaType());
        };
    }

    private void say(Descriptor blob, String what) {
        synchronized (out) {
            out.printf(
                    "  %.8s  %s  %s  %s%n", blob.digest().hex(), kind(blob), Quantities.printSize(blob.size()), what);
            out.flush();
        }
    }

    @Override
    public void existed(Descriptor blob) {
        say(blob, "exists");
    }

    @Override
    public void done(Descriptor blob) {
        say(blob, "done");
    }

    @Override
    public void close() {}
}
