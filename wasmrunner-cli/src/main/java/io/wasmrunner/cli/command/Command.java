package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import java.io.IOException;
import java.util.List;

/** A subcommand: what it takes, and what it does. */
public interface Command {

    /** The heading it stands under in {@code wasmrunner --help}. */
    enum Group {
        RUN("Run"),
        CONTAINERS("Containers"),
        IMAGES("Images"),
        REGISTRY("Registry"),
        SECURITY("Security"),
        SYSTEM("System");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** One word, or two of which the first is what several commands are about: {@code system check}. */
    String name();

    /** Other names it answers to, which help does not list. */
    default List<String> aliases() {
        return List.of();
    }

    Group group();

    /** One line, without a full stop. */
    String summary();

    /** The flags it takes; none, unless it says so. */
    default List<Flag> flags() {
        return List.of();
    }

    /** What it takes besides; nothing, unless it says so. */
    default Operands operands() {
        return Operands.NONE;
    }

    /** Whole command lines that work as they are, each with a word on what it does after {@code #}. */
    List<String> examples();

    /**
     * The exit code when it could not be done.
     *
     * @param code of that failure for commands that run guests, whose own codes must be told from it: 125, 126, 127
     */
    default int failure(int code) {
        return group() == Group.CONTAINERS ? 1 : code;
    }

    /**
     * Does it.
     *
     * @return the exit code
     * @throws io.wasmrunner.runtime.WasmrunnerException what the user is told
     */
    int run(ParsedLine line, Context context) throws IOException, InterruptedException;
}
