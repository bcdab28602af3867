package io.wasmrunner.registry.client.http;

import java.net.URI;

/**
 * A request.
 *
 * @param uri of http or https
 */
public record Call(String method, URI uri, Headers headers, Body body) {
    public static Call get(URI uri) {
        return new Call("GET", uri, Headers.NONE, Body.NONE);
    }

    public static Call of(String method, URI uri) {
        return new Call(method, uri, Headers.NONE, Body.NONE);
    }

    public Call with(String name, String value) {
        return new Call(method, uri, headers.with(name, value), body);
    }

    public Call without(String name) {
        return new Call(method, uri, headers.without(name), body);
    }

    public Call withBody(Body other) {
        return new Call(method, uri, headers, other);
    }

    public Call to(URI other) {
        return new Call(method, other, headers, body);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }
}
