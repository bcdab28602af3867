package io.wasmrunner.registry.server.http;

import io.helidon.http.Status;

/** The errors of distribution-spec 1.1 ("Error Codes"), with the status that goes with each. */
enum ErrorCode {
    BLOB_UNKNOWN(404),
    BLOB_UPLOAD_INVALID(400),
    BLOB_UPLOAD_UNKNOWN(404),
    DIGEST_INVALID(400),
    MANIFEST_BLOB_UNKNOWN(400),
    MANIFEST_INVALID(400),
    MANIFEST_UNKNOWN(404),
    NAME_INVALID(400),
    NAME_UNKNOWN(404),
    SIZE_INVALID(400),
    UNAUTHORIZED(401),
    DENIED(403),
    UNSUPPORTED(405),
    TOOMANYREQUESTS(429),
    /** Not of the specification: docker-registry's word for a wrong {@code n}. */
    PAGINATION_NUMBER_INVALID(400),
    /** Not of the specification: this machine failed. */
    UNKNOWN(500);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    Status status() {
        return Status.create(status);
    }
}
