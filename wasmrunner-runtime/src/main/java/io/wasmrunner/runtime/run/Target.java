package io.wasmrunner.runtime.run;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.module.ExternType;
import io.wasmrunner.runtime.module.ModuleInfo;
import java.util.List;

/** What an invocation comes down to in one module. */
final class Target {
    static final FunctionType NO_VALUES = new FunctionType(List.of(), List.of());

    private final boolean initializeFirst;
    private final String export;
    private final FunctionType type;
    private final long[] arguments;

    private Target(boolean initializeFirst, String export, FunctionType type, long... arguments) {
        this.initializeFirst = initializeFirst;
        this.export = export;
        this.type = type;
        this.arguments = arguments;
    }

    /** Or {@link InvocationException} when the module has nothing to be called so. */
    static Target of(ModuleInfo module, Invocation invocation) {
        boolean reactor = isFunction(module, "_initialize") && !isFunction(module, "_start");
        // Not a switch over the two: the first pattern switch of a process costs it 2 ms.
        if (invocation instanceof Invocation.Export(String name, List<String> texts)) {
            FunctionType type = Exports.function(module, name);
            return new Target(reactor, name, type, Arguments.parse(name, type, texts));
        }
        return new Target(reactor, isFunction(module, "_start") ? "_start" : "", NO_VALUES);
    }

    private static boolean isFunction(ModuleInfo module, String name) {
        return module.export(name)
                .filter(e -> e.type() instanceof ExternType.Function)
                .isPresent();
    }

    /** Whether a reactor's {@code _initialize} is to be called before. */
    boolean initializeFirst() {
        return initializeFirst;
    }

    /** Empty when there is nothing to call. */
    String export() {
        return export;
    }

    FunctionType type() {
        return type;
    }

    long[] arguments() {
        return arguments;
    }
}
