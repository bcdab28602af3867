package io.wasmrunner.runtime.module;

/** The opcodes that code here treats specially, as {@link InstructionCursor#opcode()} gives them. */
public final class Opcode {
    public static final int UNREACHABLE = 0x00;
    public static final int NOP = 0x01;
    public static final int BLOCK = 0x02;
    public static final int LOOP = 0x03;
    public static final int IF = 0x04;
    public static final int ELSE = 0x05;
    public static final int TRY = 0x06;
    public static final int CATCH = 0x07;
    public static final int THROW = 0x08;
    public static final int RETHROW = 0x09;
    public static final int THROW_REF = 0x0a;
    public static final int END = 0x0b;
    public static final int BR = 0x0c;
    public static final int BR_IF = 0x0d;
    public static final int BR_TABLE = 0x0e;
    public static final int RETURN = 0x0f;
    public static final int CALL = 0x10;
    public static final int CALL_INDIRECT = 0x11;
    public static final int RETURN_CALL = 0x12;
    public static final int RETURN_CALL_INDIRECT = 0x13;
    public static final int CALL_REF = 0x14;
    public static final int RETURN_CALL_REF = 0x15;
    public static final int DELEGATE = 0x18;
    public static final int CATCH_ALL = 0x19;
    public static final int TRY_TABLE = 0x1f;
    public static final int LOCAL_GET = 0x20;
    public static final int GLOBAL_GET = 0x23;
    public static final int GLOBAL_SET = 0x24;
    public static final int MEMORY_GROW = 0x40;
    public static final int I32_CONST = 0x41;
    public static final int I64_CONST = 0x42;
    public static final int I32_EQZ = 0x45;
    public static final int I32_EQ = 0x46;
    public static final int I64_EQ = 0x51;
    public static final int I64_LT_S = 0x53;
    public static final int I32_ADD = 0x6a;
    public static final int I32_SUB = 0x6b;
    public static final int I32_OR = 0x72;
    public static final int I64_ADD = 0x7c;
    public static final int I64_SUB = 0x7d;
    public static final int I64_MUL = 0x7e;
    public static final int I64_SHR_U = 0x88;
    public static final int I64_EXTEND_I32_U = 0xad;
    public static final int BR_ON_NULL = 0xd5;
    public static final int BR_ON_NON_NULL = 0xd6;
    public static final int ARRAY_NEW = 0xfb0006;
    public static final int ARRAY_NEW_DEFAULT = 0xfb0007;
    public static final int ARRAY_NEW_DATA = 0xfb0009;
    public static final int ARRAY_NEW_ELEM = 0xfb000a;
    public static final int ARRAY_FILL = 0xfb0010;
    public static final int ARRAY_COPY = 0xfb0011;
    public static final int ARRAY_INIT_DATA = 0xfb0012;
    public static final int ARRAY_INIT_ELEM = 0xfb0013;
    public static final int BR_ON_CAST = 0xfb0018;
    public static final int BR_ON_CAST_FAIL = 0xfb0019;
    public static final int MEMORY_INIT = 0xfc0008;
    public static final int MEMORY_COPY = 0xfc000a;
    public static final int MEMORY_FILL = 0xfc000b;
    public static final int TABLE_INIT = 0xfc000c;
    public static final int TABLE_COPY = 0xfc000e;
    public static final int TABLE_GROW = 0xfc000f;
    public static final int TABLE_FILL = 0xfc0011;

    private Opcode() {}
}
