package io.wasmrunner.runtime.module;

/** What a module can need beyond WebAssembly 1.0, named as the proposals are; whatever became part of 2.0 or 3.0 too. */
public enum Feature {
    MUTABLE_GLOBALS("mutable globals", "imports or exports a mutable global"),
    SIGN_EXTENSION("sign extension", "sign-extension operators"),
    NONTRAPPING_FLOAT_TO_INT("saturating conversions", "non-trapping float-to-int conversions"),
    MULTI_VALUE("multi-value", "several results, or blocks with parameters"),
    BULK_MEMORY("bulk memory", "memory.copy, memory.fill and passive segments"),
    REFERENCE_TYPES("reference types", "externref, table instructions and several tables"),
    SIMD("SIMD", "128-bit vectors"),
    RELAXED_SIMD("relaxed SIMD", "vector instructions whose results may differ between machines"),
    TAIL_CALL("tail calls", "return_call"),
    EXTENDED_CONST("extended constants", "arithmetic in constant expressions"),
    THREADS("threads", "shared memories and atomic instructions"),
    EXCEPTIONS("exceptions", "tags, throw and try_table"),
    LEGACY_EXCEPTIONS("legacy exceptions", "try, catch and delegate of the older proposal"),
    MULTI_MEMORY("several memories", "more than one memory"),
    MEMORY64("64-bit memory", "memories or tables with 64-bit addresses"),
    CUSTOM_PAGE_SIZES("custom page sizes", "memories whose pages are not 64 KiB"),
    FUNCTION_REFERENCES("function references", "typed references and call_ref"),
    GC("garbage collection", "struct and array types"),
    WIDE_ARITHMETIC("wide arithmetic", "128-bit integer arithmetic");

    private final String title;
    private final String explanation;

    Feature(String title, String explanation) {
        this.title = title;
        this.explanation = explanation;
    }

    /** The short name people know it by, for example {@code SIMD}. */
    public String title() {
        return title;
    }

    /** What it is, in a few words. */
    public String explanation() {
        return explanation;
    }
}
