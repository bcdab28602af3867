package io.wasmrunner.registry.server.auth;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.server.users.Htpasswd;
import io.wasmrunner.registry.server.users.Users;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks passwords against a file of users, which is read again when it changes. A password that was right is known again for
 * as long as its user's line stays, without the work of bcrypt.
 */
final class Passwords {
    private static final int MOST_KNOWN = 1024;

    /** Of a password that nobody kept: names that are not there take as long as wrong passwords. */
    private static final String NOBODY = "$2y$10$dU1UbL6BrUF5HnWpncHSAuGApWm1c6iDLwyTLBepEyJvKVlgz6PPG";

    private final Path file;
    private final byte[] secret = new byte[32];
    private final Semaphore work = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    private Map<String, String> users;
    private FileTime changed;

    Passwords(Path file) throws IOException {
        this.file = file;
        this.changed = Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
        this.users = Htpasswd.read(file);
        new SecureRandom().nextBytes(secret);
    }

    boolean verify(String user, String password) {
        String hash = users().get(user);
        String key = key(user, password, hash == null ? "" : hash);
        synchronized (known) {
            if (hash != null && known.containsKey(key)) {
                return true;
            }
        }
        work.acquireUninterruptibly();
        boolean right;
        try {
            right = Users.matches(hash == null ? NOBODY : hash, password.toCharArray()) && hash != null;
        } finally {
            work.release();
        }
        if (right) {
            synchronized (known) {
                known.put(key, true);
            }
        }
        return right;
    }

    /** A file that cannot be read any more leaves the users as they were. */
    private synchronized Map<String, String> users() {
        try {
            FileTime now = Files.getLastModifiedTime(file);
            if (!now.equals(changed)) {
                users = Htpasswd.read(file);
                changed = now;
            }
        } catch (IOException | RegistryException e) {
            System.getLogger(Passwords.class.getName())
                    .log(System.Logger.Level.WARNING, "the file of users cannot be read: " + e.getMessage());
        }
        return users;
    }

    private String key(String user, String password, String hash) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((user + "\0" + hash + "\0" + password).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
