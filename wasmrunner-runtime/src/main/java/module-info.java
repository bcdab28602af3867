import io.wasmrunner.runtime.engine.EngineProvider;
import io.wasmrunner.runtime.engine.chicory.ChicoryProvider;
import io.wasmrunner.runtime.engine.wasmtime.WasmtimeProvider;

/** Running a module. */
module io.wasmrunner.runtime {
    requires static transitive org.jspecify;
    requires transitive io.wasmrunner.sandbox;
    requires com.dylibso.chicory.compiler;
    requires com.dylibso.chicory.runtime;
    requires com.dylibso.chicory.wasm;
    requires org.objectweb.asm;
    requires wasmtime.java;

    exports io.wasmrunner.runtime;
    exports io.wasmrunner.runtime.abi;
    exports io.wasmrunner.runtime.cache;
    exports io.wasmrunner.runtime.engine;
    exports io.wasmrunner.runtime.guest;
    exports io.wasmrunner.runtime.instrument;
    exports io.wasmrunner.runtime.module;
    exports io.wasmrunner.runtime.policy;
    exports io.wasmrunner.runtime.run;
    exports io.wasmrunner.runtime.select;
    exports io.wasmrunner.runtime.scan;
    exports io.wasmrunner.runtime.wasi;
    exports io.wasmrunner.runtime.worker;

    uses EngineProvider;

    provides EngineProvider with
            ChicoryProvider,
            WasmtimeProvider;
}
