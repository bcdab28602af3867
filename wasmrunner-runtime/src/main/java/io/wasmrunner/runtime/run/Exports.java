package io.wasmrunner.runtime.run;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.module.Export;
import io.wasmrunner.runtime.module.ExternType;
import io.wasmrunner.runtime.module.ModuleInfo;
import java.util.ArrayList;
import java.util.List;

/** Finds the function to invoke, and says what there is when it is not there. */
final class Exports {
    private static final int SHOWN = 12;

    private Exports() {}

    static FunctionType function(ModuleInfo module, String name) {
        List<String> others = new ArrayList<>();
        for (Export export : module.exports()) {
            if (export.type() instanceof ExternType.Function(FunctionType type)) {
                if (export.name().equals(name)) {
                    return type;
                }
                others.add(export.name());
            } else if (export.name().equals(name)) {
                throw new InvocationException(
                        "cannot invoke %s: it is not a function but a %s".formatted(name, export.type()));
            }
        }
        throw new InvocationException(
                "cannot invoke %s: the module exports no such function; %s".formatted(name, list(others)));
    }

    private static String list(List<String> names) {
        if (names.isEmpty()) {
            return "it exports no function at all";
        }
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return "it exports " + shown + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }
}
