package io.wasmrunner.core.run;

import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.runtime.guest.GuestSpec;

/**
 * What is to be run, and with what.
 *
 * @param module a path, or {@code -} for standard input
 */
public record RunRequest(String module, SandboxMode sandbox, GuestSpec guest) {}
