package io.wasmrunner.sandbox.policy;

import io.wasmrunner.sandbox.quota.OsLimits;
import io.wasmrunner.sandbox.quota.Quotas;

/**
 * All that is allowed to one guest. It grants nothing by itself: a directory, a listener, a variable or a capability has
 * to be asked for, and the policy says whether it may be had.
 *
 * @param abi capabilities of the host ABI that may be granted, by name
 * @param quotas what the guest may use
 * @param limits what its worker process may use
 * @param quarantineAfter violations after which a module is not run any more, 1 to 1,000,000; 0 for never
 */
public record Policy(
        FileRules files,
        NetworkRules network,
        EnvironmentRules environment,
        ClockRule clock,
        RandomRule random,
        Allowed abi,
        HostCallRules calls,
        Quotas quotas,
        OsLimits limits,
        Enforce enforce,
        Never never,
        int quarantineAfter) {

    /** What holds where nothing else is said. Every run makes it, so it is made of constants alone. */
    public static final Policy STANDARD = new Policy(
            new FileRules(true, FileRules.EVERYWHERE),
            new NetworkRules(Allowed.ANY, Allowed.ANY, Allowed.ANY, 1024, 0),
            new EnvironmentRules(true, Allowed.ANY, Globs.NONE),
            ClockRule.REAL,
            RandomRule.REAL,
            Allowed.ANY,
            new HostCallRules(Allowed.ANY, Globs.NONE, HostCallRules.Denied.ERRNO),
            Quotas.DEFAULT,
            OsLimits.NONE,
            Enforce.REFUSE,
            Never.KILL,
            3);

    private static final int MOST_VIOLATIONS = 1_000_000;

    /**
     * Checks the range of what is not checked within a part.
     *
     * @throws IllegalArgumentException outside of it
     */
    public Policy {
        if (quarantineAfter < 0 || quarantineAfter > MOST_VIOLATIONS) {
            throw new IllegalArgumentException("quarantine after " + quarantineAfter
                    + " violations cannot be: it must be 0, for never, or 1 to " + MOST_VIOLATIONS);
        }
    }

    /** The same with other quotas. */
    public Policy with(Quotas other) {
        return new Policy(
                files, network, environment, clock, random, abi, calls, other, limits, enforce, never, quarantineAfter);
    }

    /** The same with other limits of the kernel's. */
    public Policy with(OsLimits other) {
        return new Policy(
                files, network, environment, clock, random, abi, calls, quotas, other, enforce, never, quarantineAfter);
    }

    /** The same with another network. */
    Policy with(NetworkRules other) {
        return new Policy(
                files, other, environment, clock, random, abi, calls, quotas, limits, enforce, never, quarantineAfter);
    }

    /**
     * What both allow: of each thing the narrower. The order does not matter, a policy met with itself stays as it is, and
     * the result allows nothing that either denies.
     */
    public Policy narrowedBy(Policy other) {
        return new Policy(
                files.narrowedBy(other.files),
                network.narrowedBy(other.network),
                environment.narrowedBy(other.environment),
                clock.narrowedBy(other.clock),
                random.narrowedBy(other.random),
                abi.and(other.abi),
                calls.narrowedBy(other.calls),
                quotas.narrowedBy(other.quotas),
                limits.narrowedBy(other.limits),
                enforce == Enforce.REFUSE ? enforce : other.enforce,
                never == Never.KILL ? never : other.never,
                sooner(quarantineAfter, other.quarantineAfter));
    }

    private static int sooner(int a, int b) {
        return a == 0 || b == 0 ? a + b : Math.min(a, b);
    }
}
