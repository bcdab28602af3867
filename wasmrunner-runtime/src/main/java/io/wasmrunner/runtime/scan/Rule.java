package io.wasmrunner.runtime.scan;

import java.util.Locale;

/** Everything a scan looks for. The names, in lower case with hyphens, are the ids in reports, and stay. */
public enum Rule {
    IMPORT_OUTSIDE(
            Severity.HIGH,
            "an import that is not allowed",
            "build the module for WASI preview 1 (wasm32-wasip1), or take the import out"),
    SECRET(
            Severity.HIGH,
            "a key, token or password in the module",
            "revoke it, build the module without it, and hand it over when the module runs: --env or a mounted file"),
    UNBOUNDED_MEMORY(
            Severity.LOW,
            "a memory that the module grows, without a maximum",
            "limit it: -m 64m; or link with --max-memory"),
    UNBOUNDED_TABLE(
            Severity.LOW,
            "a table that the module grows, without a maximum",
            "limit it: --max-table-elements; or declare a maximum"),
    HUGE_MEMORY(Severity.MEDIUM, "a memory that is very large at the start", "limit it: -m 64m"),
    HUGE_TABLE(Severity.MEDIUM, "a table that is very large at the start", "limit it: --max-table-elements"),
    ENDLESS_LOOP(Severity.MEDIUM, "a loop that nothing in it leaves", "give the run a limit: --timeout 10s or --fuel"),
    TABLE_SELF_MODIFICATION(
            Severity.MEDIUM,
            "code that changes a table which calls go through",
            "make sure that a dynamic linker is meant: what is called cannot be told by reading the module"),
    MANY_LOCALS(
            Severity.MEDIUM,
            "a function with very many local variables",
            "expect engines to take long over it, or to refuse it"),
    HUGE_BRANCH_TABLE(
            Severity.MEDIUM,
            "a branch table with very many labels",
            "expect it to compile slowly: --interpret, or refuse it"),
    DEEP_NESTING(Severity.MEDIUM, "blocks nested very deep", "expect engines to take long over it, or to refuse it"),
    HUGE_FUNCTION(
            Severity.LOW,
            "a function too large for a JVM method",
            "expect chicory to interpret it, slowly; --engine wasmtime compiles it"),
    MANY_FUNCTIONS(Severity.MEDIUM, "very many functions", "expect it to compile slowly: wasmrunner compile, once"),
    START_FUNCTION(
            Severity.LOW,
            "code that runs when the module is instantiated",
            "read what it does: it runs before anything is called"),
    EXPORTED_MUTABLE_GLOBAL(
            Severity.LOW, "a global that the outside can change", "export functions instead, unless a linker wants it"),
    URL(Severity.LOW, "addresses in a custom section", "make sure that nothing fetches from them unasked"),
    UNKNOWN_SECTION(
            Severity.INFO,
            "a custom section of no known convention",
            "strip it (wasm-strip) unless something reads it"),
    MISSING_MAXIMUM(Severity.INFO, "a memory or table that declares no maximum", "nothing: the module never grows it"),
    MAY_WRITE_FILES(Severity.INFO, "it may change files", "mount directories with :ro, or --read-only"),
    MAY_USE_SOCKETS(Severity.INFO, "it may use sockets", "give it no listener: leave -p and --tcplisten out"),
    MAY_CONNECT(
            Severity.INFO, "it may connect to other hosts", "allow it none: leave --allow-host and --allow-cidr out"),
    MAY_READ_ENVIRONMENT(
            Severity.INFO, "it may read environment variables", "pass only what it needs with --env; no --env-inherit"),
    MAY_USE_HOST_ABI(
            Severity.INFO, "it may use functions of this host beside WASI", "grant them one by one: --allow-abi"),
    DEBUG_INFO(Severity.INFO, "debugging information", "strip it to make the module smaller (wasm-strip)"),
    PRODUCERS(Severity.INFO, "what built it", "nothing: it is the module's own word");

    private final Severity severity;
    private final String title;
    private final String advice;
    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Rule(Severity severity, String title, String advice) {
        this.severity = severity;
        this.title = title;
        this.advice = advice;
    }

    /** For example {@code endless-loop}. */
    public String id() {
        return id;
    }

    /** The severity that most of its findings have. */
    public Severity severity() {
        return severity;
    }

    /** What it finds, as a noun or clause. */
    public String title() {
        return title;
    }

    /** What to do about it. */
    public String advice() {
        return advice;
    }
}
