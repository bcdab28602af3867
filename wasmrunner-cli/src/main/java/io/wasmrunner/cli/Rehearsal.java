package io.wasmrunner.cli;

import io.wasmrunner.sandbox.launch.ImmediateExit;
import java.io.FileDescriptor;
import java.util.List;

/**
 * Runs several commands in one process, for the JVM to learn which classes they take: each argument is a command line. The
 * run script keeps what was learned in an AOT cache.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** Runs them one after the other, up to the first that fails. */
    public static void main(String[] lines) {
        Output out = new Output(FileDescriptor.out);
        Output err = new Output(FileDescriptor.err);
        for (String line : lines) {
            int code = new CommandLine(Main.context(out, err)).run(List.of(line.split(" ", -1)));
            if (code != 0) {
                err.finish();
                System.exit(code);
            }
        }
        out.finish();
        ImmediateExit.exitWhereAsked(0);
    }
}
