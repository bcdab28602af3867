package io.wasmrunner.registry.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderName;
import io.helidon.http.Status;
import io.wasmrunner.registry.format.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with an error, as distribution-spec 1.1 writes them ("Error Codes"). */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Status status;
    private final transient @Nullable JsonNode detail;
    private final transient Map<HeaderName, String> headers = new HashMap<>();

    ApiException(ErrorCode code, String message) {
        this(code, code.status(), message, null);
    }

    ApiException(ErrorCode code, Status status, String message, @Nullable JsonNode detail) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.detail = detail;
    }

    static ApiException of(ErrorCode code, String message, JsonNode detail) {
        return new ApiException(code, code.status(), message, detail);
    }

    static ApiException of(ErrorCode code, Status status, String message) {
        return new ApiException(code, status, message, null);
    }

    ApiException with(HeaderName name, String value) {
        headers.put(name, value);
        return this;
    }

    ErrorCode code() {
        return code;
    }

    Status status() {
        return status;
    }

    Map<HeaderName, String> headers() {
        return Map.copyOf(headers);
    }

    byte[] body() {
        ObjectNode node = Json.object();
        ArrayNode errors = node.putArray("errors");
        ObjectNode error = errors.addObject();
        error.put("code", code.name());
        error.put("message", getMessage());
        if (detail != null) {
            error.set("detail", detail);
        }
        return Json.bytes(node);
    }
}
