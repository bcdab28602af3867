package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.layer.tar.TarLimits;

/**
 * How much a layer may unpack to.
 *
 * @param bytes decompressed, at most
 * @param ratio decompressed to compressed bytes, at most, for layers that decompress to more than {@code anyRatioBytes}
 * @param entries of one layer, with folders that only the names of others mention
 * @param depth folders within folders
 * @param treeEntries of all layers of an image together
 */
public record LayerLimits(
        long bytes, int ratio, long anyRatioBytes, int entries, int nameBytes, int depth, int treeEntries) {
    public static final LayerLimits DEFAULT =
            new LayerLimits(16L << 30, 200, 256L << 20, TarLimits.DEFAULT.entries(), 4096, 255, 500_000);

    public LayerLimits {
        if (bytes < 1
                || ratio < 1
                || anyRatioBytes < 0
                || entries < 1
                || nameBytes < 1
                || depth < 1
                || treeEntries < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    public LayerLimits withEntries(int other) {
        return new LayerLimits(bytes, ratio, anyRatioBytes, other, nameBytes, depth, treeEntries);
    }

    public LayerLimits withBytes(long other) {
        return new LayerLimits(other, ratio, anyRatioBytes, entries, nameBytes, depth, treeEntries);
    }

    public LayerLimits withRatio(int other, long anyRatioBelow) {
        return new LayerLimits(bytes, other, anyRatioBelow, entries, nameBytes, depth, treeEntries);
    }

    /** Decompressed bytes that a layer of so many compressed ones may have. */
    long bytesFor(long compressed) {
        long most = compressed > bytes / ratio ? bytes : compressed * ratio;
        return Math.min(bytes, Math.max(most, anyRatioBytes));
    }

    TarLimits tar() {
        return new TarLimits(entries, nameBytes);
    }
}
