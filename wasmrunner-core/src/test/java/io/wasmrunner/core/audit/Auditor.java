package io.wasmrunner.core.audit;

import java.io.IOException;
import java.nio.file.Path;

/** Appends many records; a program of its own, so that several processes can do so at once. */
final class Auditor {
    static final int RECORDS = 200;

    private Auditor() {}

    public static void main(String[] arguments) throws IOException {
        appendAll(Path.of(arguments[0]), arguments[1]);
    }

    static void appendAll(Path folder, String name) throws IOException {
        AuditLog log = new AuditLog(folder);
        for (int i = 0; i < RECORDS; i++) {
            log.append(AuditEvent.lifted("sha256:00", name + " " + i));
        }
    }
}
