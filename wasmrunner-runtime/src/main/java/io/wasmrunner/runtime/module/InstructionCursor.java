package io.wasmrunner.runtime.module;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks over encoded instructions one at a time (Core Specification 2.0, section 5.4), telling each one's opcode,
 * extent and indices. Reusable, and allocates nothing for each instruction, since modules have millions of them.
 */
public final class InstructionCursor {
    private static final int MEMORY_INDEX_FOLLOWS = 0x40;
    private static final int TYPE_EMPTY = 0x40;

    private final WasmReader in;
    private int opcode;
    private int start;
    private int first;
    private int second;
    private boolean typedByIndex;
    private int[] labels = new int[16];
    private int labelCount;

    /**
     * @param section names the range in errors
     */
    public InstructionCursor(byte[] bytes, String section) {
        this.in = new WasmReader(bytes, 0, 0, section);
    }

    /** Goes to the first instruction of an expression. */
    public void range(int from, int to) {
        in.range(from, to);
    }

    public boolean hasNext() {
        return !in.atEnd();
    }

    /** The present instruction's opcode; behind a prefix, {@code prefix << 16 | number}. */
    public int opcode() {
        return opcode;
    }

    /** Where the present instruction starts. */
    public int start() {
        return start;
    }

    /** Where the next instruction starts. */
    public int end() {
        return in.position();
    }

    /** The first index among the immediates; for a load or store the memory's; 0 when there is none. */
    public int index() {
        return first;
    }

    /** The second index among the immediates, 0 when there is none. */
    public int secondIndex() {
        return second;
    }

    /** Whether a block names its type by index, which it does when it has parameters or several results. */
    public boolean isTypedByIndex() {
        return typedByIndex;
    }

    /** How many labels the instruction can branch to, counted as often as it names them. */
    public int labelCount() {
        return labelCount;
    }

    /** A label that the instruction can branch to, counted outwards from the instruction itself. */
    public int label(int i) {
        return labels[i];
    }

    /** The feature that the present instruction needs, with those that only its immediates tell. */
    public Optional<Feature> feature() {
        return Optional.ofNullable(neededFeature());
    }

    @Nullable
    Feature neededFeature() {
        Feature feature = OpcodeTable.feature(opcode);
        if (feature != null) {
            return feature;
        }
        if (typedByIndex) {
            return Feature.MULTI_VALUE;
        }
        if (opcode == Opcode.CALL_INDIRECT) {
            return second == 0 ? null : Feature.REFERENCE_TYPES;
        }
        return first != 0 && opcode >= 0x28 && opcode <= 0x40 ? Feature.MULTI_MEMORY : null;
    }

    public ModuleException malformed(String problem) {
        return in.malformed(problem);
    }

    /** Reads the next instruction. */
    public void next() {
        start = in.position();
        first = 0;
        second = 0;
        labelCount = 0;
        typedByIndex = false;
        int code = in.u8();
        byte immediate;
        if (OpcodeTable.isPrefix(code)) {
            long number = in.u32();
            immediate = OpcodeTable.immediate(code, number);
            opcode = code << 16 | (int) number;
        } else {
            immediate = OpcodeTable.immediate(0, code);
            opcode = code;
        }
        if (immediate != Immediate.NONE) {
            read(immediate);
        }
    }

    private void read(byte immediate) {
        switch (immediate) {
            case Immediate.INDEX -> first = in.index();
            case Immediate.I32 -> in.s32();
            case Immediate.I64 -> in.s64();
            case Immediate.F32 -> in.skip(4);
            case Immediate.F64 -> in.skip(8);
            case Immediate.MEMORY_ARGUMENT -> memoryArgument();
            case Immediate.LABEL -> addLabel(in.index());
            case Immediate.BLOCK_TYPE -> blockType();
            case Immediate.LABEL_TABLE -> labelTable();
            case Immediate.INDEX_PAIR -> {
                first = in.index();
                second = in.index();
            }
            case Immediate.MEMORY_ARGUMENT_LANE -> {
                memoryArgument();
                in.skip(1);
            }
            case Immediate.LANE -> in.skip(1);
            case Immediate.SIXTEEN_BYTES -> in.skip(16);
            case Immediate.HANDLER_LABEL -> in.index();
            case Immediate.VALUE_TYPES -> valueTypes();
            case Immediate.HEAP_TYPE -> in.s33();
            case Immediate.TRY_TABLE -> tryTable();
            case Immediate.CAST_BRANCH -> castBranch();
            case Immediate.ZERO -> zero();
            default ->
                throw new ModuleException(
                        "unknown instruction 0x" + Integer.toHexString(opcode >>> 16 == 0 ? opcode : opcode >>> 16)
                                + (opcode >>> 16 == 0 ? "" : String.format(Locale.ROOT, " 0x%02x", opcode & 0xffff)),
                        start,
                        in.section());
        }
    }

    private void memoryArgument() {
        long align = in.u32();
        if (align >= MEMORY_INDEX_FOLLOWS * 2) {
            throw in.malformed("alignment is too large");
        }
        if (align >= MEMORY_INDEX_FOLLOWS) {
            first = in.index();
        }
        in.u64();
    }

    private void blockType() {
        int lead = in.peek();
        if (lead == TYPE_EMPTY) {
            in.skip(1);
        } else if (lead == TypeReader.REF || lead == TypeReader.REF_NULL) {
            in.skipValueType();
        } else if (in.s33() >= 0) {
            typedByIndex = true;
        }
    }

    private void labelTable() {
        int count = in.count(1, "labels");
        for (int i = 0; i <= count; i++) {
            addLabel(in.index());
        }
    }

    private void valueTypes() {
        int count = in.count(1, "types");
        for (int i = 0; i < count; i++) {
            in.skipValueType();
        }
    }

    /** A handler's label is counted from outside the block, the instruction's own from inside: it is not counted. */
    private void tryTable() {
        blockType();
        int count = in.count(2, "handlers");
        for (int i = 0; i < count; i++) {
            int kind = in.u8();
            if (kind > 3) {
                throw in.malformed("unknown kind of exception handler " + kind);
            }
            if (kind < 2) {
                in.index();
            }
            addLabel(in.index());
        }
    }

    private void castBranch() {
        in.skip(1);
        addLabel(in.index());
        in.s33();
        in.s33();
    }

    private void zero() {
        if (in.u8() != 0) {
            throw in.malformed("a zero byte is expected");
        }
    }

    private void addLabel(int label) {
        if (labelCount == labels.length) {
            labels = Arrays.copyOf(labels, labelCount * 2);
        }
        labels[labelCount++] = label;
    }
}
