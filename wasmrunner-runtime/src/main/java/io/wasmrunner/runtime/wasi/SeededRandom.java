package io.wasmrunner.runtime.wasi;

/**
 * The same bytes for the same seed, in whatever portions they are taken. SplitMix64 (Steele, Lea, Flood, 2014): quick, and
 * no secret to anybody who has seen some.
 */
final class SeededRandom implements RandomSource {
    private long state;
    private long word;
    private int left;

    SeededRandom(long seed) {
        state = seed;
    }

    @Override
    public void fill(byte[] into, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (left == 0) {
                word = next();
                left = Long.BYTES;
            }
            into[i] = (byte) word;
            word >>>= Byte.SIZE;
            left--;
        }
    }

    private long next() {
        state += 0x9E37_79B9_7F4A_7C15L;
        long z = (state ^ state >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }
}
