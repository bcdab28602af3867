package io.wasmrunner.runtime.wasi;

/** The two versions of the interface; they differ in a few layouts and one enumeration. */
enum Snapshot {
    /** Snapshot 0, from before the specification was split into modules. */
    UNSTABLE("wasi_unstable"),
    PREVIEW1("wasi_snapshot_preview1");

    private final String module;

    Snapshot(String module) {
        this.module = module;
    }

    /** The module name guests import it by. */
    String module() {
        return module;
    }
}
