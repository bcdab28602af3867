package io.wasmrunner.cli.command.signing;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.sign.ImageSigner;
import io.wasmrunner.registry.sign.ModuleSignatures;
import io.wasmrunner.registry.sign.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner sign}. */
public final class SignCommand implements Command {
    private static final Flag KEY = Flag.value("file", "The secret key. Default wasmrunner.key.", "--key");
    private static final Flag REFERRER = Flag.toggle(
            "Put the signature among the image's referrers, not under cosign's tag sha256-….sig.", "--referrer");
    private static final Flag OUTPUT =
            Flag.value("file", "Where a signed module goes. Default: in its place.", "-o", "--output");

    @Override
    public String name() {
        return "sign";
    }

    @Override
    public Group group() {
        return Group.SECURITY;
    }

    @Override
    public String summary() {
        return "Sign an image in its registry, or a module in its file";
    }

    @Override
    public List<Flag> flags() {
        return List.of(KEY, REFERRER, OUTPUT);
    }

    @Override
    public Operands operands() {
        return new Operands("<image|module.wasm>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner sign --key release.key localhost:5000/demo/hello:1",
                "wasmrunner sign --key release.key -o signed.wasm app.wasm");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        SigningKey key = SigningKey.read(
                Path.of(line.value(KEY).orElse("wasmrunner.key")),
                () -> Passphrase.of("Password of the key: ", context));
        String operand = line.operands().getFirst();
        if (operand.endsWith(".wasm")) {
            Path file = Path.of(operand);
            byte[] signed = ModuleSignatures.sign(Files.readAllBytes(file), key, operand);
            Path output = line.value(OUTPUT).map(Path::of).orElse(file).toAbsolutePath();
            DurableFile.replace(output, signed);
            context.out().println("signed " + operand);
            return 0;
        }
        try (RegistryClient client = context.registries()) {
            Reference reference = Reference.parse(operand, client.config().defaultRegistry());
            Digest digest = new ImageSigner(client)
                    .sign(reference, key, line.has(REFERRER) ? ImageSigner.Place.REFERRER : ImageSigner.Place.TAG);
            context.out().println("signed " + reference.familiarName() + "@" + digest);
        }
        return 0;
    }
}
