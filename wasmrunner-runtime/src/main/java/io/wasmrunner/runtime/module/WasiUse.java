package io.wasmrunner.runtime.module;

import java.util.Set;
import java.util.TreeSet;

/**
 * How a module uses WASI preview 1 (its application ABI).
 *
 * @param shape how it is to be started
 * @param interfaces the WASI modules it imports from, of {@code wasi_snapshot_preview1} and {@code wasi_unstable}
 */
public record WasiUse(Shape shape, Set<String> interfaces) {
    /** The module that every WASI preview 1 function is imported from. */
    public static final String PREVIEW1 = "wasi_snapshot_preview1";

    /** The one before it. */
    public static final String UNSTABLE = "wasi_unstable";

    public enum Shape {
        /** Exports {@code _start}: runs once, then it is over. */
        COMMAND,
        /** Exports {@code _initialize}, to be called once before its other exports. */
        REACTOR,
        /** Exports neither: its exports can be called at once. */
        PLAIN
    }

    public WasiUse {
        interfaces = Set.copyOf(interfaces);
    }

    public static WasiUse of(ModuleInfo module) {
        Set<String> interfaces = new TreeSet<>();
        for (Import needed : module.imports()) {
            if (needed.module().equals(PREVIEW1) || needed.module().equals(UNSTABLE)) {
                interfaces.add(needed.module());
            }
        }
        return new WasiUse(shape(module), interfaces);
    }

    public boolean isUsed() {
        return !interfaces.isEmpty();
    }

    private static Shape shape(ModuleInfo module) {
        if (isFunction(module, "_start")) {
            return Shape.COMMAND;
        }
        return isFunction(module, "_initialize") ? Shape.REACTOR : Shape.PLAIN;
    }

    private static boolean isFunction(ModuleInfo module, String name) {
        Export export = module.export(name).orElse(null);
        return export != null && export.type() instanceof ExternType.Function;
    }
}
