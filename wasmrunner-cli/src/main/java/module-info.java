/** The {@code wasmrunner} command. */
module io.wasmrunner.cli {
    requires static org.jspecify;
    requires io.wasmrunner.core;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
}
