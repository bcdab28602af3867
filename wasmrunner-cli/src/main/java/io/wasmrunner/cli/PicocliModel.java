package io.wasmrunner.cli;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.VersionCommand;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands as picocli sees them: for help, for unusual spellings, and for saying what is wrong with a line. */
final class PicocliModel {
    private static final int WIDTH = 100;

    private final Context context;
    private final List<Command> commands = Commands.all();
    private final CommandLine root;

    PicocliModel(Context context) {
        this.context = context;
        CommandSpec spec = CommandSpec.create().name("wasmrunner");
        spec.addOption(help());
        spec.addOption(OptionSpec.builder("--version").type(boolean.class).build());
        for (Command command : commands) {
            add(spec, command.name(), command);
            command.aliases().forEach(alias -> add(spec, alias, command));
        }
        root = new CommandLine(spec).setOverwrittenOptionsAllowed(true);
    }

    int run(List<String> line) throws IOException, InterruptedException {
        if (line.isEmpty()) {
            context.err().print(Overview.text(commands));
            return 125;
        }
        if (line.getFirst().equals("help")) {
            List<String> asked = new ArrayList<>(line.subList(1, line.size()));
            asked.add("--help");
            return run(asked);
        }
        // picocli forgives everything beside --help.
        CommandLine at = root;
        for (int i = 0;
                i < line.size()
                        && !at.getSubcommands().isEmpty()
                        && !line.get(i).startsWith("-");
                i++) {
            CommandLine next = at.getSubcommands().get(line.get(i));
            if (next == null) {
                throw unknown("command \"" + line.get(i) + "\"", line.get(i), at);
            }
            at = next;
        }
        ParseResult result = parse(line);
        if (!result.hasSubcommand()) {
            if (result.hasMatchedOption("--version")) {
                context.out().println("wasmrunner " + VersionCommand.VERSION);
                return 0;
            }
            return overview();
        }
        ParseResult sub = innermost(result);
        CommandSpec spec = sub.commandSpec();
        if (sub.hasMatchedOption("--help")) {
            context.out().print(spec.commandLine().getUsageMessage(Ansi.OFF));
            return 0;
        }
        Command command = Commands.find(spec.qualifiedName(" ").substring("wasmrunner ".length()))
                .orElseThrow(() -> usage(spec.name() + ": which command is missing", spec.name()));
        return command.run(line(command, sub), context);
    }

    private static ParseResult innermost(ParseResult result) {
        ParseResult innermost = result;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        return innermost;
    }

    private ParseResult parse(List<String> line) {
        try {
            return root.parseArgs(line.toArray(String[]::new));
        } catch (ParameterException e) {
            throw complaint(e);
        }
    }

    /** A line of {@code command}, its name first. */
    ParsedLine read(Command command, List<String> line) {
        return line(command, innermost(parse(line)));
    }

    private static ParsedLine line(Command command, ParseResult result) {
        List<String> operands = operands(result);
        if (operands.size() < command.operands().minimum()) {
            throw usage(command.name() + ": " + command.operands().synopsis() + " is missing", command.name());
        }
        if (operands.size() > command.operands().maximum()) {
            throw usage(
                    command.name() + ": " + operands.get(command.operands().maximum()) + " is too much",
                    command.name());
        }
        return new ParsedLine(flags(command, result), operands);
    }

    private int overview() {
        context.out().print(Overview.text(commands));
        return 0;
    }

    private static List<String> operands(ParseResult result) {
        return result.matchedPositionalValue(0, List.of());
    }

    private static Map<Flag, List<String>> flags(Command command, ParseResult result) {
        Map<Flag, List<String>> flags = new HashMap<>();
        for (Flag flag : command.flags()) {
            if (result.hasMatchedOption(flag.name())) {
                List<String> values =
                        new ArrayList<>(result.matchedOption(flag.name()).originalStringValues());
                flags.put(flag, values.isEmpty() ? List.of("") : values);
            }
        }
        return flags;
    }

    private static OptionSpec help() {
        return OptionSpec.builder("--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this help.")
                .build();
    }

    private static void add(CommandSpec root, String name, Command command) {
        int space = name.indexOf(' ');
        if (space < 0) {
            root.addSubcommand(name, spec(command));
            return;
        }
        String group = name.substring(0, space);
        if (!root.subcommands().containsKey(group)) {
            root.addSubcommand(group, group(group));
        }
        root.subcommands().get(group).getCommandSpec().addSubcommand(name.substring(space + 1), spec(command));
    }

    /** What several commands are about. */
    private static CommandSpec group(String name) {
        CommandSpec spec = CommandSpec.create().addOption(help());
        spec.usageMessage()
                .width(WIDTH)
                .customSynopsis("wasmrunner " + name + " <command> [flags] …")
                .footer("", "wasmrunner " + name + " <command> --help tells more.");
        return spec;
    }

    private static CommandSpec spec(Command command) {
        CommandSpec spec = CommandSpec.create();
        spec.parser().stopAtPositional(command.operands().verbatim());
        for (Flag flag : command.flags()) {
            OptionSpec.Builder option = OptionSpec.builder(flag.names().toArray(String[]::new))
                    .description(flag.help().replace("%", "%%"));
            if (flag.takesValue()) {
                option.type(List.class).auxiliaryTypes(String.class).arity("1").paramLabel("<" + flag.value() + ">");
            } else {
                option.type(boolean.class);
            }
            spec.addOption(option.build());
        }
        spec.addOption(help());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(command.operands().synopsis())
                .hidden(true)
                .build());
        spec.usageMessage()
                .width(WIDTH)
                .sortOptions(false)
                .customSynopsis("wasmrunner " + command.name() + " [flags] "
                        + command.operands().synopsis())
                .description("", command.summary().replace("%", "%%") + ".", "")
                .footer(footer(command));
        return spec;
    }

    private static String[] footer(Command command) {
        List<String> lines = new ArrayList<>(List.of("", "Examples:"));
        command.examples().forEach(example -> lines.add("  " + example.replace("%", "%%")));
        return lines.toArray(String[]::new);
    }

    private static WasmrunnerException complaint(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            return unknown("flag " + word, word, e.getCommandLine());
        }
        String message =
                Character.toLowerCase(e.getMessage().charAt(0)) + e.getMessage().substring(1);
        return usage(prefix(e.getCommandLine()) + message, subject(e.getCommandLine()));
    }

    private static WasmrunnerException unknown(String what, String word, CommandLine at) {
        List<String> known = new ArrayList<>(at.getCommandSpec().optionsMap().keySet());
        known.addAll(at.getSubcommands().keySet());
        List<String> near = Nearest.to(word, known);
        boolean isModule = word.endsWith(".wasm") || word.endsWith(".wat");
        String meant = isModule ? "wasmrunner run " + word : String.join(" or ", near);
        String advice = meant.isEmpty() ? "" : "; did you mean " + meant + "?";
        return usage(prefix(at) + "unknown " + what + advice, subject(at));
    }

    private static String prefix(CommandLine at) {
        String subject = subject(at);
        return subject.isEmpty() ? "" : subject + ": ";
    }

    /** The command that a line is about; empty when it did not get that far. */
    private static String subject(CommandLine at) {
        return at.getParent() == null
                ? ""
                : at.getCommandSpec().qualifiedName(" ").substring("wasmrunner ".length());
    }

    private static WasmrunnerException usage(String problem, String command) {
        String help = command.isEmpty() ? "wasmrunner --help" : "wasmrunner " + command + " --help";
        return new WasmrunnerException(ErrorCode.USAGE, problem + (problem.endsWith("?") ? " See " : "; see ") + help);
    }
}
