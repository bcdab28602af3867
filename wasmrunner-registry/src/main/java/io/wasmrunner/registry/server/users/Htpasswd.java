package io.wasmrunner.registry.server.users;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads the file of Apache's {@code htpasswd}, of which only lines with bcrypt are taken: {@code name:$2y$…}. */
public final class Htpasswd {
    private Htpasswd() {}

    /**
     * Hashes by the names of the users.
     *
     * @throws RegistryException {@link RegistryError#NOT_FOUND} when there is no such file, {@link RegistryError#INVALID} when
     *     it holds something else
     */
    public static Map<String, String> read(Path file) throws IOException {
        Map<String, String> users = new TreeMap<>();
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND, "cannot read the users: there is no file " + file + "; add one", e);
        }
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            String hash = colon < 0 ? "" : line.substring(colon + 1).strip();
            if (colon <= 0 || !isBcrypt(hash)) {
                throw new RegistryException(
                        RegistryError.INVALID,
                        "cannot read the users: line " + number + " of " + file
                                + " is not name:hash with a bcrypt hash; make it anew with htpasswd -B");
            }
            users.put(line.substring(0, colon), hash);
        }
        return users;
    }

    private static boolean isBcrypt(String hash) {
        return hash.length() == 60 && (hash.startsWith("$2y$") || hash.startsWith("$2a$") || hash.startsWith("$2b$"));
    }
}
