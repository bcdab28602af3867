package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.module.CodeReader;
import io.wasmrunner.runtime.module.InstructionCursor;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Opcode;
import io.wasmrunner.runtime.module.WasmReader;

/** One walk over all code, which hands each instruction to those who look for something in it. */
final class CodeScan {
    private static final int DROP = 0x1a;

    private final CodeFacts facts = new CodeFacts();
    private final LoopScan loops;
    private final ShapeRules shapes;
    private final TableRules tables;
    private final WasmReader constants;

    private CodeScan(ModuleInfo module, Findings findings) {
        loops = new LoopScan(module, findings);
        shapes = new ShapeRules(module, findings);
        tables = new TableRules(module, findings);
        constants = new WasmReader(module.binary().bytes(), 0, 0, "code");
    }

    static CodeFacts of(ModuleInfo module, Findings findings) {
        CodeScan scan = new CodeScan(module, findings);
        CodeReader code = new CodeReader(module);
        InstructionCursor cursor = new InstructionCursor(module.binary().bytes(), "code");
        while (code.hasNext()) {
            code.next();
            cursor.range(code.expression(), code.end());
            scan.function(code, cursor);
        }
        scan.tables.finish();
        return scan.facts;
    }

    private void function(CodeReader code, InstructionCursor cursor) {
        int function = code.function();
        shapes.begin(code);
        loops.begin(function);
        int grow = 0;
        int grown = 0;
        boolean constant = false;
        long value = 0;
        while (loops.isOpen()) {
            cursor.next();
            int opcode = cursor.opcode();
            if (grow != 0 && opcode == DROP && loops.inLoop()) {
                grows(grow, grown, Growth.UNCHECKED, function, cursor.start());
            }
            grow = 0;
            // By nothing is how a size is asked for.
            boolean grows = !constant || value != 0;
            if (grows && (opcode == Opcode.MEMORY_GROW || opcode == Opcode.TABLE_GROW)) {
                grow = opcode;
                grown = cursor.index();
                boolean steady = constant && loops.inLoop();
                grows(grow, grown, steady ? Growth.STEADILY : Growth.SOMEWHERE, function, cursor.start());
            }
            tables.next(cursor, function);
            loops.next(cursor, constant, value);
            shapes.next(cursor, loops.depth());
            constant = opcode == Opcode.I32_CONST;
            if (constant) {
                constants.range(cursor.start() + 1, cursor.end());
                value = constants.s32();
            }
        }
        if (cursor.hasNext()) {
            throw cursor.malformed("function " + function + " goes on after its end");
        }
        shapes.end();
    }

    private void grows(int opcode, int index, Growth growth, int function, int offset) {
        if (opcode == Opcode.MEMORY_GROW) {
            facts.growsMemory(index, growth, function, offset);
        } else {
            facts.growsTable(index, growth, function, offset);
        }
    }
}
