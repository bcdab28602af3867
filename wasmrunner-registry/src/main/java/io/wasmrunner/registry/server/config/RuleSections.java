package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.server.access.Glob;
import java.util.List;

/** Reads the rules about what repositories hold. */
final class RuleSections {
    private RuleSections() {}

    static List<QuotaRule> quotas(Section all) {
        return all.sections("quota", List.of("repositories", "size")).stream()
                .map(section -> new QuotaRule(new Glob(section.needed("repositories", "in [[quota]]")), size(section)))
                .toList();
    }

    private static long size(Section section) {
        if (!section.has("size")) {
            throw section.at("", "the key \"size\" must be there in [[quota]]");
        }
        return section.size("size", 0);
    }

    static List<ImmutableRule> immutable(Section all) {
        return all.sections("immutable", List.of("repositories", "tags")).stream()
                .map(section -> new ImmutableRule(
                        new Glob(section.text("repositories").orElse("**")),
                        new Glob(section.needed("tags", "in [[immutable]]"))))
                .toList();
    }
}
