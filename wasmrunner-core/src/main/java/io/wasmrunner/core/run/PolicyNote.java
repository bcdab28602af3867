package io.wasmrunner.core.run;

import io.wasmrunner.sandbox.digest.Sha256;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.PolicyText;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the audit log says about a policy.
 *
 * @param name what the user called it
 * @param digest SHA-256 of the policy as it was merged; equal policies have equal ones
 * @param overriding names of the flags that replace what it says, with a space between; empty when none may
 */
public record PolicyNote(String name, String digest, String overriding) {

    /** About {@code policy}. */
    public static PolicyNote of(Policy policy, String name, String overriding) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> pair : PolicyText.write(policy).entrySet()) {
            text.append(pair.getKey()).append('=').append(pair.getValue()).append('\n');
        }
        return new PolicyNote(name, Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)), overriding);
    }
}
