package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.text.Quantities;
import java.io.IOException;
import java.util.List;

/** What the prune commands have in common: they ask first, and say what they removed. */
public final class Pruning {
    public static final Flag FORCE = Flag.toggle("Do not ask.", "-f", "--force");

    private Pruning() {}

    /**
     * Whether it may be done.
     *
     * @param what would be: {@code This removes …}
     */
    public static boolean isWanted(String what, ParsedLine line, Context context) throws IOException {
        return line.has(FORCE) || context.confirms(what);
    }

    /** Prints what was removed beneath a heading, and how many bytes are free now. */
    public static void print(String heading, List<String> removed, long bytes, Context context) {
        if (!removed.isEmpty()) {
            context.out().println(heading);
            removed.forEach(context.out()::println);
            context.out().println();
        }
        print(bytes, context);
    }

    /** Prints how many bytes are free now. */
    public static void print(long bytes, Context context) {
        context.out().println("Total reclaimed space: " + Quantities.printSize(bytes));
    }
}
