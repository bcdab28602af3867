package io.wasmrunner.cli.command;

import io.wasmrunner.core.config.Settings;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.image.Registries;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.module.Wat2Wasm;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.runtime.select.EngineCatalog;
import java.io.IOException;
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

    public Map<String, String> environment() {
        return environment;
    }

    public StateFolder state() {
        return state;
    }

    /** What users set for all runs; nothing is read before it is wanted. */
    public Settings settings() {
        return state.settings();
    }

    public EngineCatalog engines() {
        return engines;
    }

    /** Reads modules from files and stdin, and text through an assembler that runs on Chicory. */
    public ModuleLoader modules() {
        return new ModuleLoader(
                in, (name, text) -> new Wat2Wasm(engines.require("chicory"), state).assemble(name, text));
    }

    /** The images of this machine; the caller closes them. */
    public Images images() {
        state.check();
        return new Images(state, this::warn);
    }

    /** The containers of this machine; the caller closes them, before the images. */
    public Containers containers(Images images) {
        return new Containers(state, images, modules(), engines, Self::command, this::warn);
    }

    /** A client of registries with this user's settings and logins; the caller closes it. */
    public RegistryClient registries() {
        return Registries.client(state, environment, VersionCommand.VERSION);
    }

    public InputStream in() {
        return in;
    }

    /** Asks on stderr, and reads a line of stdin. */
    public String ask(String question) throws IOException {
        err.print(question);
        err.flush();
        StringBuilder answer = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            answer.append((char) c);
        }
        return answer.toString().strip();
    }

    /** Asks on stderr whether to go on; without an answer of yes it does not. */
    public boolean confirms(String what) throws IOException {
        String word = ask(what + " Continue? [y/N] ");
        return word.equalsIgnoreCase("y") || word.equalsIgnoreCase("yes");
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
