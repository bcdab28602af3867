package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.toml.TomlSection;
import io.wasmrunner.registry.toml.TomlSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose signatures images need, by repository. The first rule that covers a repository counts; without one no signature is
 * asked for.
 */
public record TrustPolicy(List<TrustRule> rules) {
    public static final TrustPolicy NONE = new TrustPolicy(List.of());

    public TrustPolicy {
        rules = List.copyOf(rules);
    }

    /**
     * Reads {@code trust.toml}; without the file there are no rules.
     *
     * @throws RegistryException with line and column of what is wrong
     */
    public static TrustPolicy read(Path file) {
        return TomlSource.read(file).map(TrustPolicy::policy).orElse(NONE);
    }

    private static TrustPolicy policy(TomlSection toml) {
        toml.only("rule");
        List<TrustRule> rules = new ArrayList<>();
        for (TomlSection rule : toml.sections("rule")) {
            rule.only("repositories", "signatures", "keys");
            if (rule.text("repositories").isEmpty()) {
                throw rule.wrong("repositories", "must say which, as \"registry.example/prod/**\"");
            }
            TrustRule.Demand demand = switch (rule.text("signatures")) {
                case "require" -> TrustRule.Demand.REQUIRE;
                case "warn" -> TrustRule.Demand.WARN;
                case "off" -> TrustRule.Demand.OFF;
                default -> throw rule.wrong("signatures", "must be \"require\", \"warn\" or \"off\"");
            };
            List<VerificationKey> keys =
                    rule.paths("keys").stream().map(VerificationKey::read).toList();
            if (demand != TrustRule.Demand.OFF && keys.isEmpty()) {
                throw rule.wrong("keys", "must name at least one file with a public key");
            }
            rules.add(new TrustRule(rule.text("repositories"), demand, keys));
        }
        return new TrustPolicy(rules);
    }

    /** The rule that counts for a reference. */
    public Optional<TrustRule> rule(Reference reference) {
        return rules.stream().filter(rule -> rule.covers(reference.name())).findFirst();
    }

    /**
     * Whether what a reference led to may be used. An index that names the manifest may be signed in its place: nobody can
     * change what it names without changing its digest.
     *
     * @param top what the reference meant: the manifest, or an index
     * @param runs the digest of the manifest that will be used, whatever the reference means by then
     */
    public TrustDecision check(Reference reference, Document top, Digest runs, SignatureSource source)
            throws IOException {
        Optional<TrustRule> rule = rule(reference);
        if (rule.isEmpty() || rule.get().demand() == TrustRule.Demand.OFF) {
            return new TrustDecision.Unchecked(runs);
        }
        Set<Digest> vouching = new LinkedHashSet<>();
        if (top instanceof Index index
                && index.manifests().stream().anyMatch(one -> one.digest().equals(runs))) {
            vouching.add(top.digest());
        }
        vouching.add(runs);
        ImageVerifier verifier = new ImageVerifier(source);
        List<String> reasons = new ArrayList<>();
        for (Digest digest : vouching) {
            switch (verifier.verify(digest, rule.get().keys())) {
                case Verification.Verified verified -> {
                    return new TrustDecision.Trusted(runs, verified.key());
                }
                case Verification.Unsigned _ -> {}
                case Verification.Rejected rejected -> reasons.addAll(rejected.reasons());
            }
        }
        return without(rule.get(), reference, runs, reasons);
    }

    private static TrustDecision without(TrustRule rule, Reference reference, Digest runs, List<String> reasons) {
        String wanted = String.join(
                " or ", rule.keys().stream().map(VerificationKey::name).toList());
        String why = reference.familiarName() + "@" + runs.abbreviated() + " has no good signature of " + wanted
                + (reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")") + ", as the rule for "
                + rule.repositories() + " in trust.toml wants";
        return rule.demand() == TrustRule.Demand.WARN
                ? new TrustDecision.Doubted(runs, why)
                : new TrustDecision.Refused(runs, why);
    }
}
