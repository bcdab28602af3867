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

    private Main() {}

    /** Of this process. */
    static Context context(Output out, Output err) {
        Map<String, String> environment = System.getenv();
        return new Context(System.in, out.stream(), err.stream(), environment, StateFolder.of(environment));
    }

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Output out = new Output(FileDescriptor.out);
        Output err = new Output(FileDescriptor.err);
        Context context = context(out, err);
        int code = new CommandLine(context).run(Arrays.asList(arguments));
        String problem = out.finish();
        if (problem != null && problem.contains("Broken pipe")) {
            code = NOBODY_READS;
        } else if (problem != null) {
            context.warn("cannot write to stdout: " + problem);
            code = CANNOT_WRITE;
        }
        err.finish();
        ImmediateExit.exitWhereAsked(code);
        if (context.guestLeftBehind()) {
            // It cannot be stopped but by this, and would hold an orderly exit up.
            Runtime.getRuntime().halt(code);
        }
        System.exit(code);
    }
}
