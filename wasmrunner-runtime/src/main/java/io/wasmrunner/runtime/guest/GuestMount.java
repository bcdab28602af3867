package io.wasmrunner.runtime.guest;

/**
 * A directory of the host and the name it has in the guest.
 *
 * @param guest without a slash at the end unless it is the root
 * @param flag the flag and value it came from, for messages
 * @param limit bytes that the guest may write to it; 0 when they count with all others against the disk limit
 */
public record GuestMount(HostDirectory host, String guest, boolean writable, String flag, long limit) {
    public GuestMount {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit of " + limit + " bytes");
        }
    }

    /** One without a limit of its own. */
    public GuestMount(HostDirectory host, String guest, boolean writable, String flag) {
        this(host, guest, writable, flag, 0);
    }

    /** The same, not writable. */
    public GuestMount readOnly() {
        return new GuestMount(host, guest, false, flag, limit);
    }

    /** The same with a limit of its own. */
    public GuestMount limited(long bytes) {
        return new GuestMount(host, guest, writable, flag, bytes);
    }

    /** The same, found another way. */
    public GuestMount on(HostDirectory other) {
        return new GuestMount(other, guest, writable, flag, limit);
    }
}
