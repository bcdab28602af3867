package io.wasmrunner.cli.flag;

/**
 * What a command takes besides flags.
 *
 * @param synopsis as usage shows it, for example {@code <module> [argument…]}
 * @param minimum how many there must be
 * @param maximum how many there may be
 * @param verbatim from the first operand on, everything is an operand, also what looks like a flag
 */
public record Operands(String synopsis, int minimum, int maximum, boolean verbatim) {
    public static final Operands NONE = new Operands("", 0, 0, false);

    public static final Operands CONTAINER = new Operands("<container>", 1, 1, false);

    /** One or more containers. */
    public static final Operands CONTAINERS = new Operands("<container>…", 1, Integer.MAX_VALUE, false);

    /** Services of a project, all when none is named. */
    public static final Operands SERVICES = new Operands("[service…]", 0, Integer.MAX_VALUE, false);
}
