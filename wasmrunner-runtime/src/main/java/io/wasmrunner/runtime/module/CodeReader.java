package io.wasmrunner.runtime.module;

/** Goes over the functions of the code section, body by body (Core Specification 2.0, section 5.5.13). */
public final class CodeReader {
    private static final long MAX_LOCALS = 0xffff_ffffL;

    private final WasmReader bodies;
    private final WasmReader body;
    private final int imported;
    private final int count;
    private int read;
    private int start;
    private int end;
    private int expression;
    private long locals;

    public CodeReader(ModuleInfo module) {
        byte[] bytes = module.binary().bytes();
        imported = module.importedFunctionCount();
        Section section = module.section(SectionKind.CODE).orElse(null);
        bodies = new WasmReader(
                bytes, section == null ? 0 : section.content(), section == null ? 0 : section.end(), "code");
        body = new WasmReader(bytes, 0, 0, "code");
        count = section == null ? 0 : bodies.count(1, "functions");
    }

    /** Defined functions, those with a body. */
    public int count() {
        return count;
    }

    public boolean hasNext() {
        return read < count;
    }

    /** Goes to the next body. */
    public void next() {
        int size = bodies.count(1, "bytes of code");
        start = bodies.position();
        bodies.skip(size);
        end = bodies.position();
        read++;
        body.range(start, end);
        locals = locals();
        expression = body.position();
    }

    /** The present function's index. */
    public int function() {
        return imported + read - 1;
    }

    /** Where the present body starts, with its local variables, after its size. */
    public int start() {
        return start;
    }

    /** Where its first instruction is. */
    public int expression() {
        return expression;
    }

    /** Where the next body's size is. */
    public int end() {
        return end;
    }

    /** How many local variables it declares beside its parameters. */
    public long localCount() {
        return locals;
    }

    private long locals() {
        int groups = body.count(2, "groups of local variables");
        long total = 0;
        for (int i = 0; i < groups; i++) {
            total += body.u32();
            if (total > MAX_LOCALS) {
                throw body.malformed("too many local variables");
            }
            body.skipValueType();
        }
        return total;
    }
}
