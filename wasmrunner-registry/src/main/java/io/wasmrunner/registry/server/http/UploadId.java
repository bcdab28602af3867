package io.wasmrunner.registry.server.http;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names an upload. In another repository than the one it began in, it names nothing. */
record UploadId(RepositoryName repository, String text) {
    private static final int LENGTH = 36;

    static UploadId create(RepositoryName repository) {
        return new UploadId(repository, UUID.randomUUID().toString());
    }

    /** @throws ApiException when it is none */
    static UploadId parse(RepositoryName repository, String text) {
        boolean plain = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        if (text.length() != LENGTH || !plain) {
            throw unknown();
        }
        return new UploadId(repository, text);
    }

    static ApiException unknown() {
        return new ApiException(
                ErrorCode.BLOB_UPLOAD_UNKNOWN,
                "cannot find that upload in this repository: it ended, or never began; begin anew");
    }

    /** What the store calls what came so far: the same in every run of the server, so that uploads survive its end. */
    String part() {
        return text + "."
                + Digest.of(repository.text().getBytes(StandardCharsets.UTF_8)).shortHex();
    }

    String location() {
        return "/v2/" + repository + "/blobs/uploads/" + text;
    }
}
