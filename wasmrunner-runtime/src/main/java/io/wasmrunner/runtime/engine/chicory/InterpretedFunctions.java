package io.wasmrunner.runtime.engine.chicory;

import io.wasmrunner.runtime.engine.RejectedModuleException;
import io.wasmrunner.runtime.module.CodeReader;
import io.wasmrunner.runtime.module.ModuleInfo;
import java.util.HashSet;
import java.util.Set;

/**
 * The functions that are left to the interpreter because they do not fit in a JVM method of 64 KiB. Chicory finds them
 * one by one and starts anew after each, which a hostile module can drive for hours; here each find takes all functions
 * along that are at least as large, and from find to find smaller ones, so that there are a dozen at most.
 */
final class InterpretedFunctions {
    /** All locals of all functions together. Chicory keeps an object reference for each; this many are 16 MiB. */
    private static final long MAX_LOCALS = 4_000_000;

    /** Bytes of JVM code that set one local up at a function's start. */
    private static final int LOCAL_COST = 5;

    private static final int METHOD_LIMIT = 65_535;

    /**
     * Bytes of a body that is hopeless: JVM code is rarely shorter than Wasm, and never by half in what compilers make.
     * To try costs time that grows with the square of a branch table.
     */
    private static final int HOPELESS = 2 * METHOD_LIMIT;

    private final int firstDefined;
    private final long[] weights;
    private final Set<Integer> found = new HashSet<>();
    private int finds;

    /** Those that are certainly too large, from a look at the module alone. */
    InterpretedFunctions(ModuleInfo module) {
        CodeReader code = new CodeReader(module);
        firstDefined = module.importedFunctionCount();
        weights = new long[code.count()];
        long locals = 0;
        while (code.hasNext()) {
            code.next();
            locals += code.localCount();
            if (locals > MAX_LOCALS) {
                throw new RejectedModuleException("its functions have over " + MAX_LOCALS
                        + " locals, more than chicory can hold; use --engine wasmtime");
            }
            int function = code.function();
            weights[function - firstDefined] = code.end() - code.start() + LOCAL_COST * code.localCount();
            if (LOCAL_COST * code.localCount() > METHOD_LIMIT || code.end() - code.start() > HOPELESS) {
                found.add(function);
            }
        }
    }

    Set<Integer> soFar() {
        return found;
    }

    /** A function turned out to be too large. */
    void add(int function) {
        long threshold = weights[function - firstDefined] >> finds++;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] >= threshold) {
                found.add(firstDefined + i);
            }
        }
        found.add(function);
    }
}
