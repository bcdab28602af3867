package io.wasmrunner.cli;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.sandbox.launch.ImmediateExit;
import java.io.FileDescriptor;
import java.util.Arrays;
import java.util.Map;

/** Where the process starts and how it ends. */
public final class Main {
    /** 128 and SIGPIPE: how a process ends that writes to nobody. */
    private static final int NOBODY_READS = 141;

    private static final int CANNOT_WRITE = 125;

    /**
     * Set by the run script: nothing is left to do then, and an orderly end of a JVM waits for its compilers, up to 10 ms.
     * Without it the end is orderly, as recording an AOT cache needs it.
     */
    private static final boolean EXITS_AT_ONCE = Boolean.getBoolean("wasmrunner.exits-at-once");

    private Main() {}

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Output out = new Output(FileDescriptor.out);
        Output err = new Output(FileDescriptor.err);
        Map<String, String> environment = System.getenv();
        Context context = new Context(System.in, out.stream(), err.stream(), environment, StateFolder.of(environment));
        int code = new CommandLine(context).run(Arrays.asList(arguments));
        String problem = out.finish();
        if (problem != null && problem.contains("Broken pipe")) {
            code = NOBODY_READS;
        } else if (problem != null) {
            context.warn("cannot write to stdout: " + problem);
            code = CANNOT_WRITE;
        }
        err.finish();
        if (EXITS_AT_ONCE) {
            ImmediateExit.exit(code);
        }
        if (context.guestLeftBehind()) {
            // It cannot be stopped but by this, and would hold an orderly exit up.
            Runtime.getRuntime().halt(code);
        }
        System.exit(code);
    }
}
