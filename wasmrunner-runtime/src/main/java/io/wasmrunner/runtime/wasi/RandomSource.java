package io.wasmrunner.runtime.wasi;

/** Where {@code random_get} takes its bytes from. */
@FunctionalInterface
public interface RandomSource {
    /** Fills {@code length} bytes of {@code into} from {@code offset} on. */
    void fill(byte[] into, int offset, int length);

    /** The host's cryptographic generator, opened now, so that none needs to be opened once the guest runs. */
    static RandomSource system() {
        return new SystemRandom();
    }
}
