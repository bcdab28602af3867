package io.wasmrunner.registry.build.file;

import io.wasmrunner.registry.format.HealthCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instruction as it was written; variables in it stand as they are. {@code text} is the instruction in one line, for
 * progress, history and the cache.
 */
public sealed interface Instruction {
    Position at();

    String text();

    /** @param value null for a variable without default */
    record Pair(String name, @Nullable String value) {}

    /**
     * @param image {@code scratch}, the name of a stage, or an image
     * @param name of the stage, or empty
     * @param platform or empty
     */
    record From(Position at, String text, String image, String name, String platform) implements Instruction {}

    /**
     * COPY or ADD.
     *
     * @param extracts whether local archives are unpacked, as ADD does
     * @param from a stage or an image, or empty for the context
     * @param mode of {@code --chmod}, or empty
     * @param chown whether {@code --chown} was given
     */
    record Copy(
            Position at,
            String text,
            boolean extracts,
            String from,
            String mode,
            boolean chown,
            List<String> sources,
            String destination)
            implements Instruction {
        public Copy {
            sources = List.copyOf(sources);
        }
    }

    /**
     * RUN.
     *
     * @param words of the JSON form; empty for the other one
     * @param line of the form without brackets
     */
    record Run(Position at, String text, List<String> words, String line) implements Instruction {
        public Run {
            words = List.copyOf(words);
        }
    }

    record Arg(Position at, String text, List<Pair> variables) implements Instruction {
        public Arg {
            variables = List.copyOf(variables);
        }
    }

    record Env(Position at, String text, List<Pair> variables) implements Instruction {
        public Env {
            variables = List.copyOf(variables);
        }
    }

    record Label(Position at, String text, List<Pair> labels) implements Instruction {
        public Label {
            labels = List.copyOf(labels);
        }
    }

    record Workdir(Position at, String text, String path) implements Instruction {}

    record Entrypoint(Position at, String text, List<String> words) implements Instruction {
        public Entrypoint {
            words = List.copyOf(words);
        }
    }

    record Cmd(Position at, String text, List<String> words) implements Instruction {
        public Cmd {
            words = List.copyOf(words);
        }
    }

    record Expose(Position at, String text, List<String> ports) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    record Volume(Position at, String text, List<String> paths) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    record User(Position at, String text, String user) implements Instruction {}

    record StopSignal(Position at, String text, String signal) implements Instruction {}

    record Health(Position at, String text, HealthCheck check) implements Instruction {}

    /** One that changes nothing; {@code why} is told to the user. */
    record Ignored(Position at, String text, String why) implements Instruction {}
}
