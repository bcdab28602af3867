package io.wasmrunner.registry.server.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads paths. They are split before they are decoded, so that an encoded slash is a character of a name like any other, which no
 * name may have.
 */
final class Targets {
    private static final String PREFIX = "/v2/";

    private Targets() {}

    /** @param path as it came, without the query */
    static Target of(String path) {
        if (path.equals("/v2") || path.equals(PREFIX)) {
            return new Target.Base();
        }
        if (!path.startsWith(PREFIX)) {
            return new Target.Unknown();
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.substring(PREFIX.length()).split("/", -1)) {
            parts.add(decode(part));
        }
        return of(parts);
    }

    private static Target of(List<String> parts) {
        int size = parts.size();
        String last = parts.getLast();
        if (size == 1) {
            return last.equals("_catalog") ? new Target.Catalog() : new Target.Unknown();
        }
        String before = parts.get(size - 2);
        if (size >= 4 && before.equals("uploads") && parts.get(size - 3).equals("blobs")) {
            String name = name(parts, size - 3);
            return last.isEmpty() ? new Target.Uploads(name) : new Target.Upload(name, last);
        }
        String name = name(parts, size - 2);
        return switch (before) {
            case "blobs" -> last.equals("uploads") ? new Target.Uploads(name) : new Target.Blob(name, last);
            case "manifests" -> new Target.Manifest(name, last);
            case "referrers" -> new Target.Referrers(name, last);
            case "tags" -> last.equals("list") ? new Target.Tags(name) : new Target.Unknown();
            default -> new Target.Unknown();
        };
    }

    private static String name(List<String> parts, int end) {
        return String.join(
                "/",
                parts.subList(0, end).stream()
                        .map(part -> part.replace('/', '%'))
                        .toList());
    }

    /** What is no valid encoding stays as it is, and is no valid name then. */
    private static String decode(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        byte[] bytes = new byte[part.length()];
        int size = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            int high = c == '%' && i + 2 < part.length() ? Character.digit(part.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(part.charAt(i + 2), 16);
            if (low >= 0) {
                bytes[size++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[size++] = c < 0x80 ? (byte) c : (byte) '?';
            }
        }
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
