package io.wasmrunner.runtime.module;

/** What follows an opcode, as byte constants because they fill the {@link OpcodeTable}. */
final class Immediate {
    /** No such instruction. */
    static final byte UNKNOWN = 0;

    static final byte NONE = 1;
    static final byte BLOCK_TYPE = 2;
    static final byte LABEL = 3;
    static final byte INDEX = 4;
    static final byte INDEX_PAIR = 5;
    static final byte LABEL_TABLE = 6;
    static final byte MEMORY_ARGUMENT = 7;
    static final byte MEMORY_ARGUMENT_LANE = 8;
    static final byte LANE = 9;
    static final byte SIXTEEN_BYTES = 10;
    static final byte I32 = 11;
    static final byte I64 = 12;
    static final byte F32 = 13;
    static final byte F64 = 14;
    static final byte VALUE_TYPES = 15;
    static final byte HEAP_TYPE = 16;
    static final byte TRY_TABLE = 17;
    static final byte CAST_BRANCH = 18;
    static final byte ZERO = 19;
    /** A label that control does not branch to, as in {@code rethrow}. */
    static final byte HANDLER_LABEL = 20;

    private Immediate() {}
}
