package io.wasmrunner.registry.layer.tar;

/**
 * How much of an archive is read before it is refused.
 *
 * @param entries with those that only carry names for others
 * @param nameBytes of a path, or of what a link points to
 */
public record TarLimits(int entries, int nameBytes) {
    public static final TarLimits DEFAULT = new TarLimits(200_000, 4096);

    public TarLimits {
        if (entries < 1 || nameBytes < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
