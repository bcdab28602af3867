package io.wasmrunner.runtime.scan;

/**
 * Something a scan found.
 *
 * @param severity may differ from the rule's, with the case
 * @param message what is there and why it matters, a clause that names the spot; secrets in it are shortened
 * @param advice what to do, a clause
 */
public record Finding(Rule rule, Severity severity, Spot spot, String message, String advice) {}
