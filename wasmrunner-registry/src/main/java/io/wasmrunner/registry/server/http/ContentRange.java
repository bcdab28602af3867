package io.wasmrunner.registry.server.http;

/**
 * Where in an upload a chunk belongs (distribution-spec 1.1, "Pushing a blob in chunks"): {@code <from>-<to>}, both
 * inclusive. The {@code bytes} in front and the total behind that RFC 9110 writes are taken too.
 */
record ContentRange(long from, long to) {
    /** @throws ApiException when it is anything else */
    static ContentRange parse(String header) {
        String text = header.strip();
        if (text.startsWith("bytes")) {
            text = text.substring("bytes".length()).strip();
        }
        int slash = text.indexOf('/');
        String range = slash < 0 ? text : text.substring(0, slash);
        int dash = range.indexOf('-');
        try {
            long from = Long.parseLong(range.substring(0, Math.max(0, dash)));
            long to = Long.parseLong(range.substring(dash + 1));
            if (from >= 0 && to >= from - 1 && to < Long.MAX_VALUE) {
                return new ContentRange(from, to);
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new ApiException(
                ErrorCode.BLOB_UPLOAD_INVALID,
                "cannot read the Content-Range: it must be <first>-<last>, the numbers of the first and the last byte");
    }

    long length() {
        return to - from + 1;
    }
}
