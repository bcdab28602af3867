package io.wasmrunner.cli;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.core.state.StateFolder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Where the process starts and how it ends. */
public final class Main {
    private Main() {}

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        Map<String, String> environment = System.getenv();
        Context context = new Context(System.in, out, err, environment, StateFolder.of(environment));
        int code = new CommandLine(context).run(Arrays.asList(arguments));
        out.flush();
        err.flush();
        if (context.guestLeftBehind()) {
            // It cannot be stopped but by this, and would hold an orderly exit up.
            Runtime.getRuntime().halt(code);
        }
        System.exit(code);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
