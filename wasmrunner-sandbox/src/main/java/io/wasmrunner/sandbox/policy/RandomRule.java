package io.wasmrunner.sandbox.policy;

/**
 * Where the guest's random numbers come from.
 *
 * @param seeded from a generator that gives the same numbers for the same seed, and must guard no secret; otherwise from
 *     the host's own
 * @param seed any; 0 unless seeded
 */
public record RandomRule(boolean seeded, long seed) {
    public static final RandomRule REAL = new RandomRule(false, 0);

    /**
     * Checks that there is a seed only where one is used.
     *
     * @throws IllegalArgumentException when there is one
     */
    public RandomRule {
        if (!seeded && seed != 0) {
            throw new IllegalArgumentException("the host's own random numbers have no seed");
        }
    }

    /** A seeded one tells nothing of the host; of two the smaller seed. */
    RandomRule narrowedBy(RandomRule other) {
        if (seeded && other.seeded) {
            return seed <= other.seed ? this : other;
        }
        return seeded ? this : other;
    }
}
