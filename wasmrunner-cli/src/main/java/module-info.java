module io.wasmrunner.cli {
    requires static transitive org.jspecify;
    requires io.wasmrunner.core;
    requires info.picocli;
}
