package io.wasmrunner.sandbox.quota;

/** Counts what one guest uses of one thing against its limit. Used by the guest's thread alone. */
public final class Meter {
    private final Quota quota;
    private final long limit;
    private final String source;
    private long used;
    private boolean refused;

    /** A meter at zero; {@code limit} is in the quota's unit, 0 for none. */
    public Meter(Quota quota, long limit) {
        this(quota, limit, quota.flag());
    }

    /** The same whose limit is set by {@code source}: a flag, with its value when it has one. */
    public Meter(Quota quota, long limit, String source) {
        this.quota = quota;
        this.limit = limit;
        this.source = source;
    }

    /**
     * Counts {@code amount}, or stops the guest when that is more than is left.
     *
     * @throws QuotaExceededException and counts nothing then
     */
    public void charge(long amount) {
        if (!tryCharge(amount)) {
            throw new QuotaExceededException(quota, limit);
        }
    }

    /** Counts {@code amount} when it fits; says no and counts nothing when it does not. */
    public boolean tryCharge(long amount) {
        if (limit != 0 && amount > limit - used) {
            refused = true;
            return false;
        }
        used += amount;
        return true;
    }

    /** Gives back what is no longer used, such as a closed descriptor. */
    public void release(long amount) {
        used -= amount;
    }

    /** How much may still be used; {@link Long#MAX_VALUE} without a limit. */
    public long left() {
        return limit == 0 ? Long.MAX_VALUE : limit - used;
    }

    public long used() {
        return used;
    }

    /** Whether the limit ever said no. */
    public boolean refused() {
        return refused;
    }

    public Quota quota() {
        return quota;
    }

    public long limit() {
        return limit;
    }

    /** What the limit was set by, for messages. */
    public String source() {
        return source;
    }
}
