package io.wasmrunner.runtime.wasi;

/** Where {@code random_get} takes its bytes from. */
@FunctionalInterface
public interface RandomSource {
    /** Fills {@code length} bytes of {@code into} from {@code offset} on. */
    void fill(byte[] into, int offset, int length);

    /** The same bytes for the same seed; not for anything secret. */
    static RandomSource seeded(long seed) {
        return new SeededRandom(seed);
    }

    /** The host's cryptographic generator; open from the first call on, so that none is opened once a guest runs. */
    static RandomSource system() {
        return SystemRandom.INSTANCE;
    }
}
