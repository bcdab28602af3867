/** Running a module. */
module io.wasmrunner.runtime {
    requires static org.jspecify;
    requires transitive io.wasmrunner.sandbox;

    exports io.wasmrunner.runtime.engine;
    exports io.wasmrunner.runtime.instrument;
    exports io.wasmrunner.runtime.module;
}
