package io.wasmrunner.sandbox.quota;

/** The guest is to be stopped, because it reached a limit. Carries no stack trace: it is an outcome, not a fault. */
public final class QuotaExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Quota quota;
    private final long limit;

    public QuotaExceededException(Quota quota, long limit) {
        super(quota.title() + " reached: " + limit, null, false, false);
        this.quota = quota;
        this.limit = limit;
    }

    public Quota quota() {
        return quota;
    }

    /** In the quota's unit, see {@link Quotas}. */
    public long limit() {
        return limit;
    }
}
