package io.wasmrunner.core.sandbox;

import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.quota.Tally;
import java.util.Optional;

/**
 * What a run used.
 *
 * @param tally what was counted of the guest
 * @param process of the worker process, as the kernel counted it; empty for a guest that ran in the command itself
 */
public record RunUsage(Tally tally, Optional<EndRecord.Usage> process) {}
