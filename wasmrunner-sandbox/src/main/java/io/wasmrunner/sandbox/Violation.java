package io.wasmrunner.sandbox;

/**
 * One refused attempt of a guest.
 *
 * @param operation what the guest called, for example {@code path_open}
 * @param target what it was called on as the guest names it (never a host path); may be empty
 * @param reason why it was refused, and which flag would allow it
 */
public record Violation(String operation, String target, String reason) {}
