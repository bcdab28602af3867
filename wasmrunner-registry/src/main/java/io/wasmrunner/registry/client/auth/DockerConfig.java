package io.wasmrunner.registry.client.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials as Docker keeps them: {@code config.json}, and the helper programs it names. What it has beside them is kept
 * when it is written.
 */
public final class DockerConfig implements Credentials {
    private static final String HUB_KEY = "https://index.docker.io/v1/";
    private static final int LARGEST = 4 << 20;
    private static final Duration HELPER = Duration.ofSeconds(30);

    private final Path file;
    private final Duration within;

    /** @param file {@code config.json}, there or not */
    public DockerConfig(Path file) {
        this(file, HELPER);
    }

    /** @param within how long a helper is waited for */
    DockerConfig(Path file, Duration within) {
        this.file = file;
        this.within = within;
    }

    /** {@code $DOCKER_CONFIG/config.json}, else {@code ~/.docker/config.json}. */
    public static DockerConfig of(Map<String, String> environment) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        return new DockerConfig(
                folder.isEmpty()
                        ? Path.of(
                                environment.getOrDefault("HOME", System.getProperty("user.home", "")),
                                ".docker",
                                "config.json")
                        : Path.of(folder, "config.json"));
    }

    public Path file() {
        return file;
    }

    /** @throws RegistryException when the file is not what it should be, or a helper fails */
    @Override
    public Credential of(String registry) {
        Fields config = read();
        Optional<CredentialHelper> helper = helper(config, registry);
        if (helper.isPresent()) {
            Credential kept = helper.get().get(key(registry));
            if (!(kept instanceof Credential.Anonymous)) {
                return kept;
            }
        }
        Fields auths = config.fields("auths");
        for (String name : config.names("auths")) {
            if (registryOf(name).equals(registry)) {
                return credential(auths.fields(name));
            }
        }
        return Credential.ANONYMOUS;
    }

    private Credential credential(Fields entry) {
        if (!entry.text("identitytoken").isEmpty()) {
            return new Credential.IdentityToken(entry.text("identitytoken"));
        }
        if (!entry.text("registrytoken").isEmpty()) {
            return new Credential.RegistryToken(entry.text("registrytoken"));
        }
        if (entry.text("auth").isEmpty()) {
            return entry.text("username").isEmpty()
                    ? Credential.ANONYMOUS
                    : new Credential.Password(entry.text("username"), entry.text("password"));
        }
        try {
            String pair = new String(Base64.getDecoder().decode(entry.text("auth")), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return new Credential.Password(
                        pair.substring(0, colon), pair.substring(colon + 1).replace("\0", ""));
            }
        } catch (IllegalArgumentException _) {
            // Said below, without what it holds.
        }
        throw new RegistryException(
                RegistryError.INVALID, "cannot use " + file + ": an \"auth\" in it is not user:password in base64");
    }

    /** Keeps a password, with the helper where one is set, else in the file, readable for its owner only. */
    public void store(String registry, Credential.Password password) {
        Fields config = read();
        Optional<CredentialHelper> helper = helper(config, registry);
        ObjectNode auths = config.object().get("auths") instanceof ObjectNode there
                ? there
                : config.object().putObject("auths");
        remove(auths, registry);
        ObjectNode entry = auths.putObject(key(registry));
        if (helper.isPresent()) {
            helper.get().store(key(registry), password);
        } else {
            entry.put(
                    "auth",
                    Base64.getEncoder()
                            .encodeToString(
                                    (password.user() + ":" + password.secret()).getBytes(StandardCharsets.UTF_8)));
        }
        write(config.object());
    }

    /** Forgets what is known for a registry, and tells whether anything was. */
    public boolean erase(String registry) {
        Fields config = read();
        Optional<CredentialHelper> helper = helper(config, registry);
        boolean kept = helper.isPresent() && !(helper.get().get(key(registry)) instanceof Credential.Anonymous);
        if (kept) {
            helper.get().erase(key(registry));
        }
        boolean named = config.object().get("auths") instanceof ObjectNode auths && remove(auths, registry);
        if (named) {
            write(config.object());
        }
        return kept || named;
    }

    private static boolean remove(ObjectNode auths, String registry) {
        boolean any = false;
        for (Iterator<String> names = auths.fieldNames(); names.hasNext(); ) {
            if (registryOf(names.next()).equals(registry)) {
                names.remove();
                any = true;
            }
        }
        return any;
    }

    private Optional<CredentialHelper> helper(Fields config, String registry) {
        for (Map.Entry<String, String> entry : config.map("credHelpers").entrySet()) {
            if (registryOf(entry.getKey()).equals(registry)) {
                return Optional.of(new CredentialHelper(entry.getValue(), within));
            }
        }
        String store = config.text("credsStore");
        return store.isEmpty() ? Optional.empty() : Optional.of(new CredentialHelper(store, within));
    }

    private static String key(String registry) {
        return registry.equals(Reference.DOCKER_HUB) ? HUB_KEY : registry;
    }

    /** The registry that a name in the file means: older ones are written as addresses. */
    private static String registryOf(String name) {
        String text = name.startsWith("https://")
                ? name.substring("https://".length())
                : name.startsWith("http://") ? name.substring("http://".length()) : name;
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        return host.equals("index.docker.io") || host.equals("registry-1.docker.io") ? Reference.DOCKER_HUB : host;
    }

    private Fields read() {
        String what = file.toString();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST);
        } catch (NoSuchFileException _) {
            return new Fields(Json.object(), what);
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryError.HOST,
                    "cannot read " + what + ": " + e.getClass().getSimpleName(),
                    e);
        }
        try {
            return new Fields(bytes.length == 0 ? Json.object() : Json.object(bytes, what), what);
        } catch (RegistryException _) {
            // The reason could quote a secret.
            throw new RegistryException(RegistryError.INVALID, "cannot read " + what + ": it is not a JSON object");
        }
    }

    private void write(JsonNode config) {
        try {
            PrivateFolders.make(file.toAbsolutePath().getParent());
            Path real = Files.exists(file) ? file.toRealPath() : file;
            DurableFile.replaceSecret(real, Json.bytes(config));
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryError.HOST,
                    "cannot write " + file + ": " + e.getClass().getSimpleName(),
                    e);
        }
    }
}
