package io.wasmrunner.core.config;

/**
 * What a key is set to.
 *
 * @param text as it was written
 * @param number what that means, where it is a size in bytes, a duration in nanoseconds or a count; else 0
 */
public record ConfigValue(String text, long number) {}
