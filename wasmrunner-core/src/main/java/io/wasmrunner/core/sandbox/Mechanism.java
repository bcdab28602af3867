package io.wasmrunner.core.sandbox;

/**
 * One thing that a sandbox is made of, as it was found on this machine.
 *
 * @param name what it is called
 * @param ok whether it is there
 * @param detail which, when it is there; why not, when it is not
 * @param cost what it costs not to have it; empty when it is there
 * @param strict whether there is no strict sandbox without it
 */
public record Mechanism(String name, boolean ok, String detail, String cost, boolean strict) {}
