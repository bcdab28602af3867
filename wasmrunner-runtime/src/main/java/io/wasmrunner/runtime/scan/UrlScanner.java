package io.wasmrunner.runtime.scan;

import java.nio.charset.StandardCharsets;

/** Finds addresses: a scheme that is fetched over a network, and what follows it. */
final class UrlScanner {
    private static final String[] SCHEMES = {"http", "https", "ws", "wss", "ftp", "tcp", "udp", "ssh"};
    private static final int LONGEST_SCHEME = 5;

    private final byte[] bytes;
    private final Ascii text;
    private final int from;
    private final int end;
    private int at;
    private int start;
    private int address;

    UrlScanner(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.text = new Ascii(bytes, end);
        this.from = from;
        this.end = end;
        this.at = from;
    }

    /** Where the next one starts, or -1. */
    int next() {
        for (; at < end; at++) {
            if (bytes[at] == ':' && text.startsWith(at, "://") && isScheme()) {
                address = at + 3;
                at = address;
                return start;
            }
        }
        return -1;
    }

    private boolean isScheme() {
        start = at;
        while (start > from && at - start < LONGEST_SCHEME && bytes[start - 1] >= 'a' && bytes[start - 1] <= 'z') {
            start--;
        }
        for (String scheme : SCHEMES) {
            if (text.endsWith(start, at, scheme)) {
                start = at - scheme.length();
                return true;
            }
        }
        return false;
    }

    /** Its scheme, host and path; what may name a user or hold a key is left out. */
    String shown() {
        int host = address;
        int to = address;
        while (to < end && Ascii.isValue(bytes[to]) && bytes[to] != '?' && bytes[to] != '#') {
            if (bytes[to] == '@') {
                host = to + 1;
            }
            to++;
        }
        String scheme = new String(bytes, start, address - start, StandardCharsets.US_ASCII);
        return scheme
                + (host == address ? "" : "…@")
                + new String(bytes, host, Math.min(to - host, 1000), StandardCharsets.US_ASCII);
    }
}
