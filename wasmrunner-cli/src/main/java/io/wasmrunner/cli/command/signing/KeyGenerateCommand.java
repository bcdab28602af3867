package io.wasmrunner.cli.command.signing;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.sign.KeyKind;
import io.wasmrunner.registry.sign.SigningKey;
import io.wasmrunner.registry.sign.VerificationKey;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code wasmrunner key generate}. */
public final class KeyGenerateCommand implements Command {
    private static final Flag KIND =
            Flag.value("kind", "ecdsa-p256 (default; for images, as cosign's) or ed25519 (for modules too).", "--type");
    private static final Flag NO_PASSWORD = Flag.toggle("Do not encrypt the secret key.", "--no-password");

    @Override
    public String name() {
        return "key generate";
    }

    @Override
    public Group group() {
        return Group.SECURITY;
    }

    @Override
    public String summary() {
        return "Make a key that signs images or modules";
    }

    @Override
    public List<Flag> flags() {
        return List.of(KIND, NO_PASSWORD);
    }

    @Override
    public Operands operands() {
        return new Operands("[name]", 0, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner key generate   # wasmrunner.key and wasmrunner.pub",
                "wasmrunner key generate --type ed25519 --no-password release");
    }

    @Override
    public int run(ParsedLine line, Context context) {
        String name = line.operands().isEmpty() ? "wasmrunner" : line.operands().getFirst();
        String kind = line.value(KIND).orElse("ecdsa-p256");
        KeyKind wanted = switch (kind) {
            case "ecdsa-p256" -> KeyKind.P256;
            case "ed25519" -> KeyKind.ED25519;
            default ->
                throw new WasmrunnerException(
                        ErrorCode.USAGE,
                        "cannot make a key of the type " + kind + ": there are ecdsa-p256 and ed25519");
        };
        char[] passphrase =
                line.has(NO_PASSWORD) ? new char[0] : Passphrase.of("Password for " + name + ".key: ", context);
        if (passphrase.length == 0 && !line.has(NO_PASSWORD)) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot make the key " + name
                            + ".key: it needs a password (or WASMRUNNER_KEY_PASSWORD); --no-password makes it without");
        }
        Path open = Path.of(name + ".pub");
        VerificationKey key = SigningKey.generate(
                wanted,
                Path.of(name + ".key"),
                open,
                passphrase.length == 0 ? Optional.empty() : Optional.of(passphrase));
        context.out()
                .println("wrote " + name + ".key and " + open + " (" + key.id().abbreviated() + ")");
        return 0;
    }
}
