package io.wasmrunner.runtime.engine;

/** Value types (WebAssembly Core Specification 2.0, section 2.3.4), named as the text format names them. */
public enum ValueType {
    I32,
    I64,
    F32,
    F64,
    V128,
    FUNCREF,
    EXTERNREF,
    /** A reference that 2.0 does not have: typed, GC or exception references. No host function takes or gives one. */
    REF;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
