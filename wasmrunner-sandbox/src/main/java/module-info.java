/** What a guest may touch; knows no Wasm. */
module io.wasmrunner.sandbox {
    requires static transitive org.jspecify;

    exports io.wasmrunner.sandbox;
    exports io.wasmrunner.sandbox.digest;
    exports io.wasmrunner.sandbox.fs;
    exports io.wasmrunner.sandbox.io;
    exports io.wasmrunner.sandbox.launch;
    exports io.wasmrunner.sandbox.net;
    exports io.wasmrunner.sandbox.policy;
    exports io.wasmrunner.sandbox.quota;
    exports io.wasmrunner.sandbox.shim;
}
