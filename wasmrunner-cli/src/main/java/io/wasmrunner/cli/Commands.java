package io.wasmrunner.cli;

import io.wasmrunner.cli.command.AuditCommand;
import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.CompileCommand;
import io.wasmrunner.cli.command.CompletionCommand;
import io.wasmrunner.cli.command.EnginesCommand;
import io.wasmrunner.cli.command.InspectCommand;
import io.wasmrunner.cli.command.PolicyCommand;
import io.wasmrunner.cli.command.QuarantineCommand;
import io.wasmrunner.cli.command.RunCommand;
import io.wasmrunner.cli.command.ScanCommand;
import io.wasmrunner.cli.command.SystemCommand;
import io.wasmrunner.cli.command.ValidateCommand;
import io.wasmrunner.cli.command.VersionCommand;
import io.wasmrunner.cli.command.ViolationsCommand;
import java.util.List;
import java.util.Optional;

/** All commands. */
final class Commands {
    private Commands() {}

    /** The command of that name, the only one to be loaded. */
    static Optional<Command> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "run" -> new RunCommand();
                    case "inspect" -> new InspectCommand();
                    case "validate" -> new ValidateCommand();
                    case "compile" -> new CompileCommand();
                    case "policy" -> new PolicyCommand();
                    case "violations" -> new ViolationsCommand();
                    case "quarantine" -> new QuarantineCommand();
                    case "audit" -> new AuditCommand();
                    case "scan" -> new ScanCommand();
                    case "engines" -> new EnginesCommand();
                    case "system" -> new SystemCommand();
                    case "version" -> new VersionCommand();
                    case "completion" -> new CompletionCommand(Commands::all);
                    default -> null;
                });
    }

    /** In the order that help lists them. */
    static List<Command> all() {
        return List.of(
                new RunCommand(),
                new InspectCommand(),
                new ValidateCommand(),
                new CompileCommand(),
                new PolicyCommand(),
                new ScanCommand(),
                new ViolationsCommand(),
                new QuarantineCommand(),
                new AuditCommand(),
                new EnginesCommand(),
                new SystemCommand(),
                new VersionCommand(),
                new CompletionCommand(Commands::all));
    }
}
