package io.wasmrunner.registry.build.file;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.HealthCheck;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.text.Nearest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads one instruction (Dockerfile reference). */
final class InstructionParser {
    private static final List<String> KNOWN = List.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");

    private static final int LONGEST_SHOWN = 40;

    private final char escape;

    InstructionParser(char escape) {
        this.escape = escape;
    }

    Instruction parse(Text whole) {
        int end = whole.wordEnd();
        String name = whole.toString().substring(0, end).toUpperCase(Locale.ROOT);
        if (!KNOWN.contains(name)) {
            String word = end > LONGEST_SHOWN
                    ? whole.toString().substring(0, LONGEST_SHOWN) + "…"
                    : whole.toString().substring(0, end);
            throw whole.at().wrong("unknown instruction " + word + Nearest.hint(name, KNOWN));
        }
        Flags flags = Flags.read(whole.from(end));
        Text rest = flags.rest();
        String text = (name + " " + whole.from(end)).strip();
        Position at = whole.at();
        if (rest.isEmpty()) {
            throw at.wrong(name + " needs something behind it");
        }
        Instruction instruction = instruction(name, at, text, flags);
        flags.checkAllKnown(name);
        return instruction;
    }

    private Instruction instruction(String name, Position at, String text, Flags flags) {
        Text rest = flags.rest();
        return switch (name) {
            case "FROM" -> from(at, text, flags);
            case "COPY", "ADD" -> copy(at, text, flags, name.equals("ADD"));
            case "RUN" -> run(at, text, flags);
            case "ARG" -> new Instruction.Arg(at, text, arguments(rest));
            case "ENV" -> new Instruction.Env(at, text, pairs(rest, name));
            case "LABEL" -> new Instruction.Label(at, text, pairs(rest, name));
            case "WORKDIR" -> new Instruction.Workdir(at, text, rest.toString());
            case "ENTRYPOINT" -> new Instruction.Entrypoint(at, text, command(rest));
            case "CMD" -> new Instruction.Cmd(at, text, command(rest));
            case "EXPOSE" -> new Instruction.Expose(at, text, Words.split(rest, escape));
            case "VOLUME" -> new Instruction.Volume(at, text, isJson(rest) ? json(rest) : Words.split(rest, escape));
            case "USER" -> new Instruction.User(at, text, rest.toString());
            case "STOPSIGNAL" -> new Instruction.StopSignal(at, text, rest.toString());
            case "HEALTHCHECK" -> health(at, text, flags);
            case "SHELL" -> new Instruction.Ignored(at, text, "SHELL has no effect: images have no shell");
            case "MAINTAINER" ->
                new Instruction.Ignored(
                        at,
                        text,
                        "MAINTAINER has no effect: use LABEL org.opencontainers.image.authors=\"" + rest + "\"");
            default ->
                throw at.wrong("ONBUILD does not work: images would build differently from what their file says;"
                        + " write the instruction into the file that needs it");
        };
    }

    private Instruction from(Position at, String text, Flags flags) {
        String platform = flags.take("platform");
        List<String> words = Words.split(flags.rest(), escape);
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
        if (words.size() != 1 && !named) {
            throw flags.rest().at().wrong("FROM takes an image, and a name behind AS: FROM scratch AS build");
        }
        String name = named ? words.get(2) : "";
        if (named && !name.matches("[A-Za-z][A-Za-z0-9_.-]*")) {
            throw flags.rest()
                    .at()
                    .wrong("a stage cannot be called " + name
                            + ": the name must begin with a letter and have letters, digits and - _ . only");
        }
        return new Instruction.From(at, text, words.getFirst(), name, platform);
    }

    private Instruction copy(Position at, String text, Flags flags, boolean add) {
        Text rest = flags.rest();
        checkNoHeredoc(rest);
        String from = add ? "" : flags.take("from");
        String mode = flags.take("chmod");
        boolean chown = !flags.take("chown").isEmpty();
        flags.takeFlag("link");
        List<String> words = rest.toString().matches("(?s)\\[\\s*\".*") ? json(rest) : Words.split(rest, escape);
        if (words.size() < 2) {
            throw rest.at().wrong((add ? "ADD" : "COPY") + " takes at least one source, and where to put it");
        }
        List<String> sources = words.subList(0, words.size() - 1);
        if (add) {
            sources.forEach(source -> checkLocal(source, rest));
        }
        return new Instruction.Copy(at, text, add, from, mode, chown, sources, words.getLast());
    }

    private static void checkLocal(String source, Text rest) {
        if (source.matches("(?i)(https?|ftp)://.*") || source.matches("(?i)git@.*|git://.*|ssh://.*")) {
            throw rest.at()
                    .wrong("ADD does not fetch " + source
                            + ": a build must not depend on what a server answers today; download it, check"
                            + " it, and COPY it");
        }
    }

    private static void checkNoHeredoc(Text rest) {
        int found = rest.toString().indexOf("<<");
        if (found >= 0 && (found == 0 || Text.isSpace(rest.toString().charAt(found - 1)))) {
            throw rest.at(found).wrong("here-documents do not work: put the text into a file and COPY it");
        }
    }

    private Instruction run(Position at, String text, Flags flags) {
        Text rest = flags.rest();
        checkNoHeredoc(rest);
        String network = flags.take("network");
        if (!network.isEmpty() && !network.equals("none")) {
            throw at.wrong("RUN --network=" + network + " does not work: a step has no network");
        }
        return isJson(rest)
                ? new Instruction.Run(at, text, nonEmpty(rest), "")
                : new Instruction.Run(at, text, List.of(), rest.toString());
    }

    private List<String> nonEmpty(Text rest) {
        List<String> words = json(rest);
        if (words.isEmpty()) {
            throw rest.at().wrong("there is no command");
        }
        return words;
    }

    /** The JSON form may be empty: it takes away what a base image says. */
    private List<String> command(Text rest) {
        return isJson(rest) ? json(rest) : ShellWords.split(rest.toString(), rest.at(), null);
    }

    private Instruction health(Position at, String text, Flags flags) {
        long interval = duration(flags, "interval");
        long timeout = duration(flags, "timeout");
        long startPeriod = duration(flags, "start-period");
        int retries = retries(flags);
        Text rest = flags.rest();
        int end = rest.wordEnd();
        String kind = rest.toString().substring(0, end).toUpperCase(Locale.ROOT);
        Text command = rest.from(end);
        if (kind.equals("NONE") && command.isEmpty()) {
            return new Instruction.Health(at, text, new HealthCheck(List.of("NONE"), 0, 0, 0, 0));
        }
        if (!kind.equals("CMD") || command.isEmpty()) {
            throw rest.at().wrong("HEALTHCHECK takes NONE, or CMD and a command");
        }
        List<String> test = new ArrayList<>(List.of("CMD"));
        test.addAll(command(command));
        return new Instruction.Health(at, text, new HealthCheck(test, interval, timeout, startPeriod, retries));
    }

    private static long duration(Flags flags, String name) {
        String value = flags.take(name);
        long nanos = value.isEmpty() ? 0 : Durations.nanos(value);
        if (nanos < 0) {
            throw flags.rest().at().wrong("--" + name + " must be a time, as 30s or 1m30s, not " + value);
        }
        return nanos;
    }

    private static int retries(Flags flags) {
        String value = flags.take("retries");
        if (!value.matches("[0-9]{0,6}")) {
            throw flags.rest().at().wrong("--retries must be a number, not " + value);
        }
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    private List<Instruction.Pair> arguments(Text rest) {
        List<Instruction.Pair> all = new ArrayList<>();
        for (String word : Words.split(rest, escape)) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            checkName(name, rest);
            all.add(new Instruction.Pair(name, equals < 0 ? null : word.substring(equals + 1)));
        }
        return all;
    }

    private static void checkName(String name, Text rest) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw rest.at().wrong("a variable cannot be called " + name);
        }
    }

    /** {@code a=1 b=2}, or the old form with one: {@code a 1}. */
    private List<Instruction.Pair> pairs(Text rest, String instruction) {
        List<String> words = Words.split(rest, escape);
        if (words.getFirst().indexOf('=') < 0) {
            Text value = rest.from(rest.wordEnd());
            if (value.isEmpty()) {
                throw rest.at().wrong(instruction + " takes name=value");
            }
            return List.of(new Instruction.Pair(words.getFirst(), value.toString()));
        }
        List<Instruction.Pair> all = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw rest.at().wrong(word + " is not name=value");
            }
            all.add(new Instruction.Pair(word.substring(0, equals), word.substring(equals + 1)));
        }
        return all;
    }

    private static boolean isJson(Text rest) {
        return rest.toString().startsWith("[");
    }

    private static List<String> json(Text rest) {
        try {
            Fields fields = new Fields(
                    Json.object(("{\"list\":" + rest + "}").getBytes(StandardCharsets.UTF_8), "the list"), "the list");
            if (fields.object().size() == 1) {
                return fields.texts("list");
            }
        } catch (RegistryException _) {
            // What is wrong with it is said below, with its place.
        }
        throw rest.at().wrong("this is no JSON list of texts in double quotes, as [\"/app.wasm\", \"-v\"]");
    }
}
