package io.wasmrunner.registry.server.http;

import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.reference.Tag;
import io.wasmrunner.registry.server.config.ImmutableRule;
import io.wasmrunner.registry.server.config.QuotaRule;
import java.util.List;
import java.util.function.Predicate;

/** The rules about what repositories hold. */
record Rules(List<QuotaRule> quotas, List<ImmutableRule> immutable) {
    List<QuotaRule> quotas(RepositoryName repository) {
        return quotas.stream()
                .filter(rule -> rule.repositories().matches(repository.text()))
                .toList();
    }

    /** Which tags of the repository neither move nor go. */
    Predicate<Tag> fixed(RepositoryName repository) {
        List<ImmutableRule> rules = immutable.stream()
                .filter(rule -> rule.repositories().matches(repository.text()))
                .toList();
        return tag -> rules.stream().anyMatch(rule -> rule.tags().matches(tag.text()));
    }
}
