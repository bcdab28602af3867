package io.wasmrunner.registry.client;

import io.wasmrunner.registry.format.Platform;

/** What of an index is meant. */
public sealed interface Choice {
    /** What suits wasmrunner best. */
    Choice BEST = new Best();

    /** All of it. */
    Choice ALL = new All();

    record Best() implements Choice {}

    record All() implements Choice {}

    /** What is made for exactly this platform; a variant counts only when it is named. */
    record For(Platform platform) implements Choice {}
}
