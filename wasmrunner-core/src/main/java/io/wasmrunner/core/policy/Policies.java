package io.wasmrunner.core.policy;

import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.NamedPolicy;
import io.wasmrunner.sandbox.policy.PolicyLayer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds policies: those with a name, and files. */
public final class Policies {
    private Policies() {}

    /**
     * What a policy says. A name goes before a file of that name; {@code ./standard} is the file.
     *
     * @throws WasmrunnerException when it is neither a name nor a file that can be read
     */
    public static PolicyLayer layer(String nameOrFile) {
        Optional<NamedPolicy> named = NamedPolicy.find(nameOrFile);
        return named.isPresent() ? named.get().layer() : PolicyFile.read(path(nameOrFile));
    }

    private static Path path(String text) {
        try {
            Path path = Path.of(text);
            if (Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Then there is no such file.
        }
        List<String> names = names();
        List<String> meant = Nearest.to(text, names);
        throw new WasmrunnerException(
                ErrorCode.NOT_FOUND,
                "cannot read the policy %s: there is no such file, and the policies with a name are %s%s"
                        .formatted(
                                text,
                                String.join(", ", names),
                                meant.isEmpty() ? "" : "; did you mean " + meant.getFirst() + "?"));
    }

    /** The names, in order. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (NamedPolicy policy : NamedPolicy.values()) {
            names.add(policy.toString());
        }
        return names;
    }

    /** A named policy as a TOML file with comments: what somebody who wants another one starts from. */
    public static String toml(NamedPolicy policy) {
        String name = policy + ".toml";
        try (InputStream in = Policies.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
