package io.wasmrunner.registry.server.users;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.PrivateFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Administers the file of a registry's users. A server that runs sees the change with its next request. */
public final class Users {
    /** Each step doubles the work; this is about a tenth of a second. */
    private static final int COST = 10;

    private static final int LONGEST_PASSWORD = 72;

    private final Path file;

    public Users(Path file) {
        this.file = file;
    }

    /** In order. */
    public List<String> list() throws IOException {
        return Files.exists(file) ? List.copyOf(Htpasswd.read(file).keySet()) : List.of();
    }

    /**
     * Adds a user, or changes the password of one.
     *
     * @param password at most 72 bytes as UTF-8
     * @throws RegistryException {@link RegistryError#USAGE} for a name or a password that cannot be
     */
    public void put(String name, char[] password) throws IOException {
        if (name.isEmpty() || name.chars().anyMatch(c -> c == ':' || c < ' ' || c == '#')) {
            throw new RegistryException(
                    RegistryError.USAGE, "cannot add the user: a name must not be empty, and have no : and no #");
        }
        int bytes = new String(password).getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > LONGEST_PASSWORD) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot add the user " + name + ": the password must have 1 to " + LONGEST_PASSWORD + " bytes");
        }
        Map<String, String> users = all();
        users.put(name, BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(COST, password));
        write(users);
    }

    /** Whether there was such a user. */
    public boolean remove(String name) throws IOException {
        Map<String, String> users = all();
        boolean removed = users.remove(name) != null;
        if (removed) {
            write(users);
        }
        return removed;
    }

    public boolean verify(String name, char[] password) throws IOException {
        String hash = all().get(name);
        return hash != null && matches(hash, password);
    }

    /** Whether the hash is of that password; takes as long as it does. */
    public static boolean matches(String hash, char[] password) {
        return BCrypt.verifyer(null, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y))
                .verify(password, hash)
                .verified;
    }

    private Map<String, String> all() throws IOException {
        return Files.exists(file) ? Htpasswd.read(file) : new TreeMap<>();
    }

    private void write(Map<String, String> users) throws IOException {
        StringBuilder text = new StringBuilder();
        users.forEach((name, hash) -> text.append(name).append(':').append(hash).append('\n'));
        Path folder = file.toAbsolutePath().getParent();
        PrivateFolders.make(folder);
        DurableFile.replaceSecret(file.toAbsolutePath(), text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
