package io.wasmrunner.runtime.guest;

/**
 * A directory of the host and the name it has in the guest.
 *
 * @param guest without a slash at the end unless it is the root
 * @param flag the flag and value it came from, for messages
 */
public record GuestMount(HostDirectory host, String guest, boolean writable, String flag) {

    /** The same, not writable. */
    public GuestMount readOnly() {
        return new GuestMount(host, guest, false, flag);
    }
}
