package io.wasmrunner.core.sandbox;

/**
 * One thing that a sandbox is made of, as it was found on this machine.
 *
 * @param name what it is called
 * @param ok whether it is there
 * @param detail which, when it is there; why not, when it is not
 * @param cost what it costs not to have it; empty when it is there
 * @param remedy what to do to have it; empty when it is there, or nothing is known
 * @param strict whether there is no strict sandbox without it
 */
public record Mechanism(String name, boolean ok, String detail, String cost, String remedy, boolean strict) {}
