package io.wasmrunner.registry.build;

/**
 * An instruction of a build on its way.
 *
 * @param number from 1
 * @param of how many there are, with those of all stages that are needed
 * @param stage its name, or its number
 */
public record BuildStep(int number, int of, String stage, String text) {}
