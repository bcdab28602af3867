package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.ValueType;
import io.wasmrunner.runtime.module.CodeReader;
import io.wasmrunner.runtime.module.Feature;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Opcode;
import java.util.List;

/** Writes the planned changes into function bodies. A body that needs none is copied as it is. */
final class CodeRewriter {
    private static final int EMPTY = 0x40;

    private final ModuleInfo module;
    private final byte[] bytes;
    private final Additions additions;
    private final Controls controls;
    private final BodyPlanner planner;
    private final WasmWriter body = new WasmWriter(65_536);

    CodeRewriter(ModuleInfo module, Instrumentation wanted, Additions additions, Controls controls) {
        this.module = module;
        this.bytes = module.binary().bytes();
        this.additions = additions;
        this.controls = controls;
        this.planner = new BodyPlanner(module, wanted, controls);
    }

    /** The bodies of all defined functions, without their count. */
    WasmWriter rewrite() {
        WasmWriter out = new WasmWriter(module.codeSize() * 2 + 64);
        CodeReader code = new CodeReader(module);
        while (code.hasNext()) {
            code.next();
            planner.plan(code);
            if (isChanged()) {
                body.clear();
                body(code);
                out.u32(body.size()).copy(body);
            } else {
                out.u32(code.end() - code.start()).copy(bytes, code.start(), code.end());
            }
        }
        return out;
    }

    private boolean isChanged() {
        if (planner.countsCalls()) {
            return true;
        }
        Edits edits = planner.edits();
        for (int i = 0; i < edits.count(); i++) {
            if (edits.kind(i) == Edits.CALL || (edits.kind(i) == Edits.CHARGE && edits.argument(i) != 0)) {
                return true;
            }
        }
        return false;
    }

    private void body(CodeReader code) {
        boolean counts = planner.countsCalls();
        int copied = code.start();
        if (counts) {
            body.copy(bytes, copied, code.expression());
            copied = code.expression();
            enter(code.function());
        }
        Edits edits = planner.edits();
        for (int i = 0; i < edits.count(); i++) {
            body.copy(bytes, copied, edits.place(i));
            copied = edits.place(i);
            switch (edits.kind(i)) {
                case Edits.CHARGE -> charge(edits.argument(i));
                case Edits.CALL -> body.op(Opcode.CALL, edits.argument(i));
                case Edits.LEAVE -> {
                    if (counts) {
                        leave();
                    }
                }
                case Edits.RETURN -> {
                    if (counts) {
                        body.op(Opcode.BR, edits.argument(i));
                        copied++;
                    }
                }
                default -> throw new IllegalStateException("unknown change " + edits.kind(i));
            }
        }
        body.copy(bytes, copied, code.end());
        if (counts) {
            leave();
            body.op(Opcode.END);
        }
    }

    private void charge(int cost) {
        if (cost == 0) {
            return;
        }
        body.op(Opcode.GLOBAL_GET, controls.fuel)
                .constant(Opcode.I64_CONST, cost)
                .op(Opcode.I64_LT_S)
                .op(Opcode.IF, EMPTY)
                .op(Opcode.CALL, controls.outOfFuel)
                .op(Opcode.END)
                .op(Opcode.GLOBAL_GET, controls.fuel)
                .constant(Opcode.I64_CONST, cost)
                .op(Opcode.I64_SUB)
                .op(Opcode.GLOBAL_SET, controls.fuel);
    }

    /** Takes one call, and opens a block around the body so that every way out of it passes what is behind. */
    private void enter(int function) {
        body.op(Opcode.GLOBAL_GET, controls.depth)
                .op(Opcode.I32_EQZ)
                .op(Opcode.IF, EMPTY)
                .op(Opcode.CALL, controls.tooDeep)
                .op(Opcode.END)
                .op(Opcode.GLOBAL_GET, controls.depth)
                .constant(Opcode.I32_CONST, 1)
                .op(Opcode.I32_SUB)
                .op(Opcode.GLOBAL_SET, controls.depth)
                .op(Opcode.BLOCK);
        List<ValueType> results = module.functionType(function).results();
        if (results.contains(ValueType.REF)) {
            throw new UnsupportedFeatureException(
                    module.uses(Feature.GC) ? Feature.GC : Feature.FUNCTION_REFERENCES, "call depth");
        }
        switch (results.size()) {
            case 0 -> body.u8(EMPTY);
            case 1 -> body.u8(Additions.code(results.getFirst()));
            default -> body.s64(additions.type(new FunctionType(List.of(), results)));
        }
    }

    private void leave() {
        body.op(Opcode.GLOBAL_GET, controls.depth)
                .constant(Opcode.I32_CONST, 1)
                .op(Opcode.I32_ADD)
                .op(Opcode.GLOBAL_SET, controls.depth);
    }
}
