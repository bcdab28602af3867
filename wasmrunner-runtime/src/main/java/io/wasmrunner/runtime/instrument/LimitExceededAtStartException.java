package io.wasmrunner.runtime.instrument;

/** A module needs more, before it runs at all, than the limit lets it have. */
public final class LimitExceededAtStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Resource resource;
    private final long needed;
    private final long limit;

    LimitExceededAtStartException(Resource resource, long needed, long limit, String message) {
        super(message);
        this.resource = resource;
        this.needed = needed;
        this.limit = limit;
    }

    static LimitExceededAtStartException memory(long needed, long limit) {
        return new LimitExceededAtStartException(
                Resource.MEMORY,
                needed,
                limit,
                "the module needs " + Size.pages(needed) + " of memory at start, above the limit of "
                        + Size.pages(limit));
    }

    static LimitExceededAtStartException table(long needed, long limit) {
        return new LimitExceededAtStartException(
                Resource.TABLE,
                needed,
                limit,
                "the module needs " + Long.toUnsignedString(needed) + " table elements at start, above the limit of "
                        + limit);
    }

    public Resource resource() {
        return resource;
    }

    /** Bytes or elements, unsigned. */
    public long needed() {
        return needed;
    }

    /** Bytes or elements. */
    public long limit() {
        return limit;
    }

    public enum Resource {
        /** Counted in bytes. */
        MEMORY,
        /** Counted in elements. */
        TABLE
    }
}
