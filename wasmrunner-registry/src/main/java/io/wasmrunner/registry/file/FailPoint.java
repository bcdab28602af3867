package io.wasmrunner.registry.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Places where a test ends the process, or fills the disk: named by the system property {@code wasmrunner.failpoint} as
 * {@code name}, {@code name:3} for the third time it is reached, or {@code name=ENOSPC} for an error instead of the end.
 * Without the property nothing happens.
 */
public final class FailPoint {
    private static final @Nullable String SET = System.getProperty("wasmrunner.failpoint");
    private static int reached;

    private FailPoint() {}

    /** @throws IOException when the test asked for it */
    public static void reach(String name) throws IOException {
        if (SET != null && SET.startsWith(name)) {
            act(name, SET.substring(name.length()));
        }
    }

    private static synchronized void act(String name, String how) throws IOException {
        int equals = how.indexOf('=');
        String count = equals < 0 ? how : how.substring(0, equals);
        if (!count.isEmpty() && count.charAt(0) != ':') {
            return;
        }
        reached++;
        if (!count.isEmpty() && reached != Integer.parseInt(count.substring(1))) {
            return;
        }
        if (equals >= 0) {
            throw new IOException(how.substring(equals + 1) + " at " + name);
        }
        Runtime.getRuntime().halt(137);
    }
}
