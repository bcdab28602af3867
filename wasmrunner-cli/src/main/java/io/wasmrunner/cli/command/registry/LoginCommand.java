package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Registries;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.client.auth.Credential;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner login}. */
public final class LoginCommand implements Command {
    private static final Flag USER = Flag.value("name", "The user's name.", "-u", "--username");
    private static final Flag PASSWORD = Flag.value(
            "password",
            "The password; other users of this machine see it: better --password-stdin.",
            "-p",
            "--password");
    private static final Flag STDIN = Flag.toggle("Read the password from stdin.", "--password-stdin");

    @Override
    public String name() {
        return "login";
    }

    @Override
    public Group group() {
        return Group.REGISTRY;
    }

    @Override
    public String summary() {
        return "Keep a user's password for a registry, as Docker does";
    }

    @Override
    public List<Flag> flags() {
        return List.of(USER, PASSWORD, STDIN);
    }

    @Override
    public Operands operands() {
        return new Operands("[registry]", 0, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("echo \\\"$PASSWORD\\\" | wasmrunner login -u me --password-stdin localhost:5000");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        if (line.has(PASSWORD) && line.has(STDIN)) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "login: --password and --password-stdin cannot both be given; see wasmrunner login --help");
        }
        ClientConfig config = Registries.config(context.state());
        String registry = line.operands().isEmpty()
                ? config.defaultRegistry()
                : Registries.host(line.operands().getFirst());
        if (line.has(PASSWORD)) {
            context.warn("a password on the command line can be seen by others; use --password-stdin");
        }
        String user = line.value(USER).orElse("");
        if (user.isEmpty()) {
            user = context.ask("Username: ");
        }
        String secret = line.has(STDIN)
                ? Prompt.all(context)
                : line.value(PASSWORD).isPresent() ? line.value(PASSWORD).get() : Prompt.secret("Password: ", context);
        if (user.isEmpty() || secret.isEmpty() || user.indexOf(':') >= 0) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot log in to " + registry + ": a user's name (without a colon) and a password are needed");
        }
        Credential.Password password = new Credential.Password(user, secret);
        try (RegistryClient client = context.registries()) {
            client.checkLogin(registry, password);
        }
        Registries.credentials(context.environment()).store(registry, password);
        context.out().println("Login Succeeded");
        return 0;
    }
}
