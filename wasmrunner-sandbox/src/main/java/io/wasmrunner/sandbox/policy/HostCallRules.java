package io.wasmrunner.sandbox.policy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which host functions the guest may call. A function of WASI goes by its name, {@code path_open}, in both versions of
 * the interface; one of the host ABI as {@code env.log}, whichever module it is imported from.
 *
 * @param allow functions it may call
 * @param deny functions it may not call all the same
 * @param denied what a call that is denied does
 */
public record HostCallRules(Allowed allow, Globs deny, Denied denied) {

    /** What a call that is denied does. */
    public enum Denied {
        /** It fails with {@code PERM}, or does nothing where it has no way to fail. */
        ERRNO,
        /** It ends the guest. */
        TRAP;

        /** In lower case, as files and flags have it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rule that denies a function; null when the guest may call it. */
    public @Nullable String refusal(String function) {
        return Rules.refusal("calls", allow, deny, function);
    }

    HostCallRules narrowedBy(HostCallRules other) {
        return new HostCallRules(
                allow.and(other.allow), deny.or(other.deny), denied == Denied.TRAP ? denied : other.denied);
    }
}
