module io.wasmrunner.core {
    requires io.wasmrunner.runtime;
    requires static transitive org.jspecify;
}
