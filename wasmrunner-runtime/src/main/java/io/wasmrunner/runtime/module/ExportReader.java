package io.wasmrunner.runtime.module;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the export section (Core Specification 2.0, section 5.5.10) into a parser that knows what there is to export. */
final class ExportReader {
    private final WasmReader in;
    private final ModuleParser module;

    ExportReader(WasmReader in, ModuleParser module) {
        this.in = in;
        this.module = module;
    }

    void read(int count) {
        Set<String> names = HashSet.newHashSet(count);
        for (int i = 0; i < count; i++) {
            int at = in.position();
            String name = in.name();
            if (!names.add(name)) {
                throw new ModuleException("duplicate export name \"" + name + "\"", at, "export");
            }
            Export export = export(name);
            if (export.type() instanceof ExternType.Global global && global.mutable()) {
                module.features.add(Feature.MUTABLE_GLOBALS, Place.Kind.EXPORT, i);
            }
            module.exports.add(export);
        }
    }

    private Export export(String name) {
        int kind = in.u8();
        return switch (kind) {
            case 0 -> {
                int function = module.function(in);
                yield new Export(name, function, new ExternType.Function(module.functionType(function)));
            }
            case 1 -> export(name, "table", module.tables);
            case 2 -> export(name, "memory", module.memories);
            case 3 -> export(name, "global", module.globals);
            case 4 -> export(name, "tag", module.tags);
            default -> throw in.malformed("unknown kind of export " + kind);
        };
    }

    private Export export(String name, String what, List<? extends ExternType> all) {
        int index = in.index();
        if (index >= all.size()) {
            throw in.malformed("unknown " + what + " " + index);
        }
        return new Export(name, index, all.get(index));
    }
}
