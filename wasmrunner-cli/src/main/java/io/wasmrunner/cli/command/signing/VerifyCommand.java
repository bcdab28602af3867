package io.wasmrunner.cli.command.signing;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.sign.ImageVerifier;
import io.wasmrunner.registry.sign.ModuleSignatures;
import io.wasmrunner.registry.sign.RegistrySignatures;
import io.wasmrunner.registry.sign.Verification;
import io.wasmrunner.registry.sign.VerificationKey;
import io.wasmrunner.runtime.guest.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner verify}. */
public final class VerifyCommand implements Command {
    private static final Flag KEY =
            Flag.list("file", "A public key; one of several must have signed. Default wasmrunner.pub.", "--key");

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public Group group() {
        return Group.SECURITY;
    }

    @Override
    public String summary() {
        return "Check who signed an image in its registry, or a module";
    }

    @Override
    public List<Flag> flags() {
        return List.of(KEY);
    }

    @Override
    public Operands operands() {
        return new Operands("<image|module.wasm>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner verify --key release.pub localhost:5000/demo/hello:1",
                "wasmrunner verify --key release.pub signed.wasm");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        List<String> files = line.values(KEY).isEmpty() ? List.of("wasmrunner.pub") : line.values(KEY);
        List<VerificationKey> keys =
                files.stream().map(file -> VerificationKey.read(Path.of(file))).toList();
        String operand = line.operands().getFirst();
        if (operand.endsWith(".wasm")) {
            return report(
                    operand, ModuleSignatures.verify(Files.readAllBytes(Path.of(operand)), keys, operand), context);
        }
        try (RegistryClient client = context.registries()) {
            Reference reference = Reference.parse(operand, client.config().defaultRegistry());
            Digest digest = client.resolve(reference)
                    .orElseThrow(() -> new RegistryException(
                            RegistryError.NOT_FOUND,
                            "cannot verify " + operand + ": the registry has nothing by that name"));
            Verification verified = new ImageVerifier(new RegistrySignatures(client, reference)).verify(digest, keys);
            return report(reference.familiarName() + "@" + digest, verified, context);
        }
    }

    private static int report(String what, Verification verification, Context context) {
        return switch (verification) {
            case Verification.Verified(Digest _, VerificationKey key) -> {
                context.out().println(what + ": signed with " + key.name());
                yield 0;
            }
            case Verification.Unsigned() -> {
                context.warn(what + " is not signed");
                yield 1;
            }
            case Verification.Rejected(List<String> reasons) -> {
                context.warn(
                        what + " is not signed with any of these keys: " + Printable.line(String.join("; ", reasons)));
                yield 1;
            }
        };
    }
}
