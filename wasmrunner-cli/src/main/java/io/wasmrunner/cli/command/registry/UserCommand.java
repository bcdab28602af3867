package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.server.config.AuthConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.users.Users;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner registry user}. */
public final class UserCommand implements Command {
    private static final Flag FILE = Flag.value(
            "file",
            "The file of users. Default: the one of --config, else htpasswd in the registry's folder.",
            "--file");
    private static final Flag STDIN = Flag.toggle("Read the password from stdin (add).", "--password-stdin");

    @Override
    public String name() {
        return "registry user";
    }

    @Override
    public Group group() {
        return Group.REGISTRY;
    }

    @Override
    public String summary() {
        return "Add, remove and list the users of a registry with passwords";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FILE, ServerFlags.CONFIG, ServerFlags.ROOT, STDIN);
    }

    @Override
    public Operands operands() {
        return new Operands("add <name> | rm <name> | ls", 1, 2, false);
    }

    @Override
    public List<String> examples() {
        return List.of("echo secret | wasmrunner registry user --password-stdin add me", "wasmrunner registry user ls");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        String action = line.operands().getFirst();
        Users users = new Users(file(line, context));
        switch (action) {
            case "ls" -> users.list().stream().map(Printable::line).forEach(context.out()::println);
            case "add" -> {
                String name = name(line);
                users.put(name, password(line, context));
                context.out().println("added " + name);
            }
            case "rm" -> {
                String name = name(line);
                if (!users.remove(name)) {
                    throw new WasmrunnerException(
                            ErrorCode.NOT_FOUND, "cannot remove " + name + ": there is no such user");
                }
                context.out().println("removed " + name);
            }
            default -> throw usage("\"" + action + "\" is none of add, rm and ls");
        }
        return 0;
    }

    private static WasmrunnerException usage(String problem) {
        return new WasmrunnerException(
                ErrorCode.USAGE, "registry user: " + problem + "; see wasmrunner registry user --help");
    }

    private static String name(ParsedLine line) {
        if (line.operands().size() < 2) {
            throw usage("the name is missing");
        }
        return line.operands().get(1);
    }

    static char[] password(ParsedLine line, Context context) throws IOException {
        String secret = line.has(STDIN) ? Prompt.all(context) : Prompt.secret("Password: ", context);
        return secret.toCharArray();
    }

    private static Path file(ParsedLine line, Context context) throws IOException {
        if (line.value(FILE).isPresent()) {
            return Path.of(line.value(FILE).get());
        }
        RegistryConfig config = ServerFlags.config(line, context);
        return switch (config.auth()) {
            case AuthConfig.Basic basic -> basic.users();
            case AuthConfig.OwnTokens tokens -> tokens.users();
            case AuthConfig.None _, AuthConfig.OutsideTokens _ -> config.root().resolve("htpasswd");
        };
    }
}
