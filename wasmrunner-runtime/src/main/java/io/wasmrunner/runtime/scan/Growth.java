package io.wasmrunner.runtime.scan;

/** How a module grows a memory or table, the worst way it does. */
enum Growth {
    NEVER,
    /** As an allocator does. */
    SOMEWHERE,
    /** By a fixed amount, inside a loop. */
    STEADILY,
    /** Inside a loop that does not look at whether it succeeded. */
    UNCHECKED
}
