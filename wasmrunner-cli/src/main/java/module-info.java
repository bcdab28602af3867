module io.wasmrunner.cli {
    requires static org.jspecify;
    requires io.wasmrunner.core;
    requires info.picocli;
}
