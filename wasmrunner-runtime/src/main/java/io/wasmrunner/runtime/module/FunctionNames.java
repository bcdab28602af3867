package io.wasmrunner.runtime.module;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The function names of the {@code name} section (Core Specification 2.0, appendix 7.4.1). The section is only for
 * people, so whatever is malformed in it ends the reading instead of failing.
 */
final class FunctionNames {
    private static final int FUNCTION_SUBSECTION = 1;

    private final Map<Integer, String> names = new HashMap<>();

    private FunctionNames() {}

    static FunctionNames read(ModuleInfo module) {
        FunctionNames result = new FunctionNames();
        module.customSection("name").ifPresent(section -> {
            try {
                result.read(new WasmReader(module.binary().bytes(), section.content(), section.end(), "name"), module);
            } catch (ModuleException e) {
                // What was read before stands.
            }
        });
        return result;
    }

    Optional<String> of(int function) {
        return Optional.ofNullable(names.get(function));
    }

    private void read(WasmReader in, ModuleInfo module) {
        while (!in.atEnd()) {
            int id = in.u8();
            int size = in.count(1, "bytes");
            if (id != FUNCTION_SUBSECTION) {
                in.skip(size);
                continue;
            }
            int count = in.count(2, "names");
            for (int i = 0; i < count; i++) {
                int function = in.index();
                String name = in.name();
                if (function < module.functionCount()) {
                    names.put(function, name);
                }
            }
            return;
        }
    }
}
