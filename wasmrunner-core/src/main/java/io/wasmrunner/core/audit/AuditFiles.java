package io.wasmrunner.core.audit;

import java.nio.file.Path;

/** Where an audit log is. */
record AuditFiles(Path log, Path head) {
    static AuditFiles in(Path folder) {
        return new AuditFiles(folder.resolve("audit.jsonl"), folder.resolve("audit.head"));
    }
}
