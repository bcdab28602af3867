package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.List;
import java.util.function.Supplier;

/** {@code wasmrunner completion}. */
public final class CompletionCommand implements Command {
    private final Supplier<List<Command>> commands;

    /** Completes what {@code commands} gives. */
    public CompletionCommand(Supplier<List<Command>> commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Print a completion script for bash, zsh or fish";
    }

    @Override
    public Operands operands() {
        return new Operands("<bash|zsh|fish>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "source <(wasmrunner completion bash)",
                "wasmrunner completion fish > ~/.config/fish/completions/wasmrunner.fish");
    }

    @Override
    public int run(ParsedLine line, Context context) {
        String shell = line.operands().getFirst();
        context.out()
                .print(
                        switch (shell) {
                            case "bash" -> CompletionScripts.bash(commands.get());
                            case "zsh" -> CompletionScripts.zsh(commands.get());
                            case "fish" -> CompletionScripts.fish(commands.get());
                            default ->
                                throw new WasmrunnerException(
                                        ErrorCode.USAGE,
                                        "cannot complete for \"" + shell + "\": the shells are bash, zsh and fish");
                        });
        return 0;
    }
}
