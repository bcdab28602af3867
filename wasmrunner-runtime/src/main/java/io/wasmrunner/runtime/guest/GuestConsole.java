package io.wasmrunner.runtime.guest;

/**
 * What its standard streams are to a guest.
 *
 * @param input whether its standard input is this process's; else it is at its end from the start
 * @param terminal whether its output looks like a terminal's to it, so that C libraries write line by line
 */
public record GuestConsole(boolean input, boolean terminal) {
    /** What a guest has unless somebody says otherwise. */
    public static final GuestConsole STANDARD = new GuestConsole(true, false);
}
