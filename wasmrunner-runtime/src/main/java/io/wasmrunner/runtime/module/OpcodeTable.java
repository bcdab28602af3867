package io.wasmrunner.runtime.module;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Every instruction there is: what follows its opcode and which feature it belongs to (Core Specification 3.0, section
 * 5.4, with legacy exceptions, threads, relaxed SIMD and wide arithmetic). The one place that knows the encoding.
 * Instructions behind a prefix byte are numbered {@code prefix << 16 | number}.
 */
final class OpcodeTable {
    private static final int PREFIX_GC = 0xfb;
    private static final int PREFIX_MISC = 0xfc;
    private static final int PREFIX_SIMD = 0xfd;
    private static final int PREFIX_ATOMIC = 0xfe;
    private static final int LARGEST = 0x114;

    /** Rows: the one-byte opcodes, then each prefix from 0xfb on. */
    private static final byte[][] IMMEDIATES = new byte[5][LARGEST];

    private static final @Nullable Feature[][] NEEDS = new @Nullable Feature[5][LARGEST];

    static {
        control();
        variables();
        numbers();
        garbageCollection();
        miscellaneous();
        vectors();
        atomics();
    }

    private OpcodeTable() {}

    static boolean isPrefix(int opcode) {
        return opcode >= PREFIX_GC && opcode <= PREFIX_ATOMIC;
    }

    /** One of {@link Immediate}; {@link Immediate#UNKNOWN} when there is no such instruction. */
    static byte immediate(int prefix, long number) {
        return number < LARGEST ? IMMEDIATES[row(prefix)][(int) number] : Immediate.UNKNOWN;
    }

    /** The feature that a known instruction belongs to, null for those of WebAssembly 1.0. */
    static @Nullable Feature feature(int opcode) {
        return NEEDS[row(opcode >>> 16)][opcode & 0xffff];
    }

    private static int row(int prefix) {
        return prefix == 0 ? 0 : prefix - PREFIX_GC + 1;
    }

    private static void put(int prefix, int from, int to, byte immediate, @Nullable Feature feature) {
        int row = row(prefix);
        Arrays.fill(IMMEDIATES[row], from, to + 1, immediate);
        Arrays.fill(NEEDS[row], from, to + 1, feature);
    }

    private static void control() {
        put(0, 0x00, 0x01, Immediate.NONE, null); // unreachable, nop
        put(0, 0x02, 0x04, Immediate.BLOCK_TYPE, null); // block, loop, if
        put(0, 0x05, 0x05, Immediate.NONE, null); // else
        put(0, 0x06, 0x06, Immediate.BLOCK_TYPE, Feature.LEGACY_EXCEPTIONS); // try
        put(0, 0x07, 0x07, Immediate.INDEX, Feature.LEGACY_EXCEPTIONS); // catch
        put(0, 0x08, 0x08, Immediate.INDEX, Feature.EXCEPTIONS); // throw
        put(0, 0x09, 0x09, Immediate.HANDLER_LABEL, Feature.LEGACY_EXCEPTIONS); // rethrow
        put(0, 0x0a, 0x0a, Immediate.NONE, Feature.EXCEPTIONS); // throw_ref
        put(0, 0x0b, 0x0b, Immediate.NONE, null); // end
        put(0, 0x0c, 0x0d, Immediate.LABEL, null); // br, br_if
        put(0, 0x0e, 0x0e, Immediate.LABEL_TABLE, null); // br_table
        put(0, 0x0f, 0x0f, Immediate.NONE, null); // return
        put(0, 0x10, 0x10, Immediate.INDEX, null); // call
        put(0, 0x11, 0x11, Immediate.INDEX_PAIR, null); // call_indirect
        put(0, 0x12, 0x12, Immediate.INDEX, Feature.TAIL_CALL); // return_call
        put(0, 0x13, 0x13, Immediate.INDEX_PAIR, Feature.TAIL_CALL); // return_call_indirect
        put(0, 0x14, 0x14, Immediate.INDEX, Feature.FUNCTION_REFERENCES); // call_ref
        put(0, 0x15, 0x15, Immediate.INDEX, Feature.TAIL_CALL); // return_call_ref
        put(0, 0x18, 0x18, Immediate.HANDLER_LABEL, Feature.LEGACY_EXCEPTIONS); // delegate
        put(0, 0x19, 0x19, Immediate.NONE, Feature.LEGACY_EXCEPTIONS); // catch_all
        put(0, 0x1f, 0x1f, Immediate.TRY_TABLE, Feature.EXCEPTIONS);
    }

    private static void variables() {
        put(0, 0x1a, 0x1b, Immediate.NONE, null); // drop, select
        put(0, 0x1c, 0x1c, Immediate.VALUE_TYPES, Feature.REFERENCE_TYPES); // select with a type
        put(0, 0x20, 0x24, Immediate.INDEX, null); // local.*, global.*
        put(0, 0x25, 0x26, Immediate.INDEX, Feature.REFERENCE_TYPES); // table.get, table.set
        put(0, 0x28, 0x3e, Immediate.MEMORY_ARGUMENT, null); // loads and stores
        put(0, 0x3f, 0x40, Immediate.INDEX, null); // memory.size, memory.grow
        put(0, 0xd0, 0xd0, Immediate.HEAP_TYPE, Feature.REFERENCE_TYPES); // ref.null
        put(0, 0xd1, 0xd1, Immediate.NONE, Feature.REFERENCE_TYPES); // ref.is_null
        put(0, 0xd2, 0xd2, Immediate.INDEX, Feature.REFERENCE_TYPES); // ref.func
        put(0, 0xd3, 0xd3, Immediate.NONE, Feature.GC); // ref.eq
        put(0, 0xd4, 0xd4, Immediate.NONE, Feature.FUNCTION_REFERENCES); // ref.as_non_null
        put(0, 0xd5, 0xd6, Immediate.LABEL, Feature.FUNCTION_REFERENCES); // br_on_null, br_on_non_null
    }

    private static void numbers() {
        put(0, 0x41, 0x41, Immediate.I32, null);
        put(0, 0x42, 0x42, Immediate.I64, null);
        put(0, 0x43, 0x43, Immediate.F32, null);
        put(0, 0x44, 0x44, Immediate.F64, null);
        put(0, 0x45, 0xbf, Immediate.NONE, null);
        put(0, 0xc0, 0xc4, Immediate.NONE, Feature.SIGN_EXTENSION);
    }

    private static void garbageCollection() {
        put(PREFIX_GC, 0, 1, Immediate.INDEX, Feature.GC); // struct.new, struct.new_default
        put(PREFIX_GC, 2, 5, Immediate.INDEX_PAIR, Feature.GC); // struct.get*, struct.set
        put(PREFIX_GC, 6, 7, Immediate.INDEX, Feature.GC); // array.new, array.new_default
        put(PREFIX_GC, 8, 10, Immediate.INDEX_PAIR, Feature.GC); // array.new_fixed, _data, _elem
        put(PREFIX_GC, 11, 14, Immediate.INDEX, Feature.GC); // array.get*, array.set
        put(PREFIX_GC, 15, 15, Immediate.NONE, Feature.GC); // array.len
        put(PREFIX_GC, 16, 16, Immediate.INDEX, Feature.GC); // array.fill
        put(PREFIX_GC, 17, 19, Immediate.INDEX_PAIR, Feature.GC); // array.copy, array.init_*
        put(PREFIX_GC, 20, 23, Immediate.HEAP_TYPE, Feature.GC); // ref.test, ref.cast
        put(PREFIX_GC, 24, 25, Immediate.CAST_BRANCH, Feature.GC); // br_on_cast, br_on_cast_fail
        put(PREFIX_GC, 26, 30, Immediate.NONE, Feature.GC); // conversions, i31
    }

    private static void miscellaneous() {
        put(PREFIX_MISC, 0, 7, Immediate.NONE, Feature.NONTRAPPING_FLOAT_TO_INT);
        put(PREFIX_MISC, 8, 8, Immediate.INDEX_PAIR, Feature.BULK_MEMORY); // memory.init
        put(PREFIX_MISC, 9, 9, Immediate.INDEX, Feature.BULK_MEMORY); // data.drop
        put(PREFIX_MISC, 10, 10, Immediate.INDEX_PAIR, Feature.BULK_MEMORY); // memory.copy
        put(PREFIX_MISC, 11, 11, Immediate.INDEX, Feature.BULK_MEMORY); // memory.fill
        put(PREFIX_MISC, 12, 12, Immediate.INDEX_PAIR, Feature.BULK_MEMORY); // table.init
        put(PREFIX_MISC, 13, 13, Immediate.INDEX, Feature.BULK_MEMORY); // elem.drop
        put(PREFIX_MISC, 14, 14, Immediate.INDEX_PAIR, Feature.BULK_MEMORY); // table.copy
        put(PREFIX_MISC, 15, 17, Immediate.INDEX, Feature.REFERENCE_TYPES); // table.grow, size, fill
        put(PREFIX_MISC, 19, 22, Immediate.NONE, Feature.WIDE_ARITHMETIC);
    }

    private static void vectors() {
        put(PREFIX_SIMD, 0x00, 0xff, Immediate.NONE, Feature.SIMD);
        put(PREFIX_SIMD, 0x00, 0x0b, Immediate.MEMORY_ARGUMENT, Feature.SIMD); // loads, v128.store
        put(PREFIX_SIMD, 0x0c, 0x0d, Immediate.SIXTEEN_BYTES, Feature.SIMD); // v128.const, i8x16.shuffle
        put(PREFIX_SIMD, 0x15, 0x22, Immediate.LANE, Feature.SIMD); // extract and replace
        put(PREFIX_SIMD, 0x54, 0x5b, Immediate.MEMORY_ARGUMENT_LANE, Feature.SIMD);
        put(PREFIX_SIMD, 0x5c, 0x5d, Immediate.MEMORY_ARGUMENT, Feature.SIMD); // load*_zero
        put(PREFIX_SIMD, 0x100, 0x113, Immediate.NONE, Feature.RELAXED_SIMD);
        int[] unused = {
            0x9a, 0xa2, 0xa5, 0xa6, 0xaf, 0xb0, 0xb2, 0xb3, 0xb4, 0xbb, 0xc2, 0xc5, 0xc6, 0xcf, 0xd0, 0xd2, 0xd3, 0xd4,
            0xe2, 0xee
        };
        for (int number : unused) {
            put(PREFIX_SIMD, number, number, Immediate.UNKNOWN, null);
        }
    }

    private static void atomics() {
        put(PREFIX_ATOMIC, 0x00, 0x02, Immediate.MEMORY_ARGUMENT, Feature.THREADS); // notify, wait
        put(PREFIX_ATOMIC, 0x03, 0x03, Immediate.ZERO, Feature.THREADS); // fence
        put(PREFIX_ATOMIC, 0x10, 0x4e, Immediate.MEMORY_ARGUMENT, Feature.THREADS);
    }
}
