package io.wasmrunner.core.image;

import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.ClientOptions;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.client.auth.DockerConfig;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.client.config.RegistriesFile;
import io.wasmrunner.registry.reference.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How this user reaches registries: {@code registries.toml} in the state folder, and Docker's credentials. */
public final class Registries {
    private Registries() {}

    /** What is set in {@code registries.toml}; most have none. */
    public static ClientConfig config(StateFolder state) {
        Path file = state.registries();
        return Files.exists(file) ? RegistriesFile.read(file) : ClientConfig.DEFAULT;
    }

    public static DockerConfig credentials(Map<String, String> environment) {
        return DockerConfig.of(environment);
    }

    /** @param version of wasmrunner, for registries' logs */
    public static RegistryClient client(StateFolder state, Map<String, String> environment, String version) {
        return new RegistryClient(config(state), credentials(environment), ClientOptions.of(version));
    }

    /**
     * The registry that a user named, also as an address or with a repository behind it.
     *
     * @throws RegistryException {@link RegistryError#USAGE} when it is none
     */
    public static String host(String text) {
        String rest = text.startsWith("https://")
                ? text.substring("https://".length())
                : text.startsWith("http://") ? text.substring("http://".length()) : text;
        int slash = rest.indexOf('/');
        String host = slash < 0 ? rest : rest.substring(0, slash);
        Reference reference = Reference.parse(host + "/x");
        if (!reference.registry().equals(host) && !host.equals("index.docker.io")) {
            throw new RegistryException(
                    RegistryError.USAGE, "cannot use the registry " + text + ": it must be host or host:port");
        }
        return reference.registry();
    }
}
