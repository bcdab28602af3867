package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.ValueType;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is put behind a module's own types, functions, globals and exports, so that no index of the module changes. */
final class Additions {
    /** By encoding: the hash code of a record costs 20 ms at its first use, and this runs at every start. */
    private final Map<String, Integer> types = new HashMap<>();

    private final int firstType;
    private final int firstFunction;
    private final int firstGlobal;
    final List<WasmWriter> newTypes = new ArrayList<>();
    final List<WasmWriter> functions = new ArrayList<>();
    final List<WasmWriter> bodies = new ArrayList<>();
    final List<WasmWriter> globals = new ArrayList<>();
    final List<WasmWriter> exports = new ArrayList<>();

    Additions(ModuleInfo module) {
        firstType = module.typeCount();
        firstFunction = module.functionCount();
        firstGlobal = module.globals().size();
        for (int i = 0; i < firstType; i++) {
            FunctionType type = module.type(i).orElse(null);
            if (type != null && isPlain(type)) {
                types.putIfAbsent(key(type), i);
            }
        }
    }

    /** A function type's index, of the module's own if it has it. */
    int type(FunctionType type) {
        String key = key(type);
        Integer known = types.get(key);
        if (known == null) {
            known = firstType + newTypes.size();
            WasmWriter out = new WasmWriter().u8(0x60);
            values(out, type.parameters());
            values(out, type.results());
            newTypes.add(out);
            types.put(key, known);
        }
        return known;
    }

    int global(ValueType type, long initial) {
        int opcode = type == ValueType.I32 ? Opcode.I32_CONST : Opcode.I64_CONST;
        globals.add(
                new WasmWriter().u8(code(type)).u8(1).constant(opcode, initial).op(Opcode.END));
        return firstGlobal + globals.size() - 1;
    }

    /** A function without local variables. */
    int function(FunctionType type, WasmWriter instructions) {
        functions.add(new WasmWriter(5).u32(type(type)));
        bodies.add(new WasmWriter()
                .u32(instructions.size() + 2)
                .u8(0)
                .copy(instructions)
                .op(Opcode.END));
        return firstFunction + bodies.size() - 1;
    }

    void export(String name, int function) {
        exports.add(new WasmWriter().name(name).u8(0).u32(function));
    }

    static boolean isPlain(FunctionType type) {
        return !type.parameters().contains(ValueType.REF) && !type.results().contains(ValueType.REF);
    }

    static int code(ValueType type) {
        return switch (type) {
            case I32 -> 0x7f;
            case I64 -> 0x7e;
            case F32 -> 0x7d;
            case F64 -> 0x7c;
            case V128 -> 0x7b;
            case FUNCREF -> 0x70;
            case EXTERNREF -> 0x6f;
            case REF -> throw new IllegalArgumentException("a reference type needs more than a byte");
        };
    }

    private static String key(FunctionType type) {
        StringBuilder key = new StringBuilder();
        for (ValueType parameter : type.parameters()) {
            key.append((char) code(parameter));
        }
        key.append(':');
        for (ValueType result : type.results()) {
            key.append((char) code(result));
        }
        return key.toString();
    }

    private static void values(WasmWriter out, List<ValueType> types) {
        out.u32(types.size());
        for (ValueType type : types) {
            out.u8(code(type));
        }
    }
}
