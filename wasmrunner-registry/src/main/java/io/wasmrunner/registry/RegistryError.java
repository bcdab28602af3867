package io.wasmrunner.registry;

/** Why something could not be done with images or registries. Each surface maps these once. */
public enum RegistryError {
    /** What the user wrote does not make sense. */
    USAGE,
    /** What was named is not there. */
    NOT_FOUND,
    /** Content that is not what it says it is, or breaks a rule of its format. */
    INVALID,
    /** Somebody who decides said no: a registry, a policy. */
    DENIED,
    /** It stands in the way of what is there: in use, taken, changed meanwhile. */
    CONFLICT,
    /** The other side could not be reached, or broke off. */
    UNREACHABLE,
    /** This machine failed: disk, permissions, memory. */
    HOST
}
