package io.wasmrunner.cli.command;

import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.module.Wat2Wasm;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.select.EngineCatalog;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** What a command works with. */
public final class Context {
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final StateFolder state;
    private final EngineCatalog engines = new EngineCatalog();
    private boolean guestLeftBehind;

    public Context(
            InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, StateFolder state) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
        this.state = state;
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    Map<String, String> environment() {
        return environment;
    }

    StateFolder state() {
        return state;
    }

    EngineCatalog engines() {
        return engines;
    }

    /** Reads modules from files and stdin, and text through an assembler that runs on Chicory. */
    ModuleLoader modules() {
        return new ModuleLoader(
                in, (name, text) -> new Wat2Wasm(engines.require("chicory"), state).assemble(name, text));
    }

    /** One line of ours on stderr. */
    public void warn(String message) {
        err.println("wasmrunner: " + message);
        err.flush();
    }

    /** A guest did not unwind: only the end of this process stops it. */
    void leaveGuestBehind() {
        guestLeftBehind = true;
    }

    public boolean guestLeftBehind() {
        return guestLeftBehind;
    }
}
