package io.wasmrunner.runtime.wasi;

/** Arguments as the guest meant them. */
final class Words {
    private Words() {}

    /** An i32 that is an address, a length or a flag word: unsigned. */
    static long unsigned(long argument) {
        return argument & 0xFFFF_FFFFL;
    }
}
