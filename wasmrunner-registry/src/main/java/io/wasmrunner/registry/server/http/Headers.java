package io.wasmrunner.registry.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;

/** The header fields that distribution-spec 1.1 adds to HTTP. */
final class Headers {
    static final HeaderName CONTENT_DIGEST = HeaderNames.create("Docker-Content-Digest");
    static final HeaderName API_VERSION = HeaderNames.create("Docker-Distribution-API-Version");
    static final HeaderName UPLOAD_UUID = HeaderNames.create("Docker-Upload-UUID");
    static final HeaderName SUBJECT = HeaderNames.create("OCI-Subject");
    static final HeaderName FILTERS = HeaderNames.create("OCI-Filters-Applied");
    static final HeaderName TAG = HeaderNames.create("OCI-Tag");

    private Headers() {}
}
