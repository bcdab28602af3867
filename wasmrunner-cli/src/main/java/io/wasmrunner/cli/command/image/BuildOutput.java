package io.wasmrunner.cli.command.image;

import io.wasmrunner.registry.build.BuildListener;
import io.wasmrunner.registry.build.BuildStep;
import io.wasmrunner.runtime.guest.Printable;
import java.io.PrintStream;

/** Shows on stderr how a build goes on: a line for each step, what its programs write beneath. */
final class BuildOutput implements BuildListener {
    private final PrintStream err;
    private final boolean quiet;

    BuildOutput(PrintStream err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
    }

    private void say(String line) {
        if (!quiet) {
            err.println(line);
            err.flush();
        }
    }

    private static String line(BuildStep step) {
        return "[" + step.stage() + " " + step.number() + "/" + step.of() + "] " + step.text();
    }

    @Override
    public void begins(BuildStep step) {
        say(Printable.line(line(step)));
    }

    @Override
    public void cached(BuildStep step) {
        say("  cached: " + Printable.line(line(step)));
    }

    @Override
    public void output(BuildStep step, String line) {
        say("  | " + Printable.line(line));
    }

    @Override
    public void warns(String warning) {
        err.println("wasmrunner: " + Printable.line(warning));
        err.flush();
    }
}
