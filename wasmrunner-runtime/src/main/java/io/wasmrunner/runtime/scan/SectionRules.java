package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Section;
import io.wasmrunner.runtime.module.SectionKind;
import io.wasmrunner.runtime.module.Toolchain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies in custom sections and data: secrets, addresses, debugging information, and what nobody reads. */
final class SectionRules {
    private static final String DEBUG = ".debug_";

    /** Bytes of an unknown section that are more than a note. */
    private static final int LARGE = 1 << 20;

    private final ModuleInfo module;
    private final byte[] bytes;
    private final Findings findings;
    private long debugBytes;
    private @Nullable Section firstDebug;

    private SectionRules(ModuleInfo module, Findings findings) {
        this.module = module;
        this.bytes = module.binary().bytes();
        this.findings = findings;
    }

    static void check(ModuleInfo module, Findings findings) {
        SectionRules rules = new SectionRules(module, findings);
        for (Section section : module.sections()) {
            if (section.kind() == SectionKind.CUSTOM) {
                rules.custom(section);
            } else if (section.kind() == SectionKind.DATA) {
                rules.data(section);
            }
        }
        rules.summary();
    }

    private void custom(Section section) {
        secrets(section.content(), section.end(), section, -1);
        if (section.name().startsWith(DEBUG)) {
            debugBytes += section.size();
            firstDebug = firstDebug == null ? section : firstDebug;
            return;
        }
        // What built a module says where it comes from.
        if (!section.name().equals("producers")) {
            urls(section);
        }
        if (!isKnown(section.name())) {
            findings.add(
                    Rule.UNKNOWN_SECTION,
                    section.size() >= LARGE ? Severity.LOW : Severity.INFO,
                    Spot.custom(section, section.start()),
                    "custom section \"%s\", %,d bytes of no known convention"
                            .formatted(Findings.name(section.name()), section.size()));
        }
    }

    private static boolean isKnown(String name) {
        return switch (name) {
            case "name",
                    "producers",
                    "target_features",
                    "linking",
                    "dylink",
                    "dylink.0",
                    "build_id",
                    "go:buildid",
                    "sourceMappingURL",
                    "external_debug_info",
                    "branch_hints" -> true;
            default -> name.startsWith("reloc.") || name.startsWith("metadata.code.");
        };
    }

    private void data(Section section) {
        DataSegments segments = new DataSegments(bytes, section);
        while (segments.next()) {
            secrets(segments.from(), segments.to(), section, segments.index());
        }
    }

    /** In a data segment when that is not negative, else in a custom section. */
    private void secrets(int from, int to, Section section, int segment) {
        SecretScanner scanner = new SecretScanner(bytes, from, to);
        for (Secret secret = scanner.next(); secret != null; secret = scanner.next()) {
            Spot spot = segment < 0
                    ? Spot.custom(section, secret.from())
                    : new Spot("data segment", segment, "", secret.from());
            String place = segment < 0
                    ? "the custom section \"" + Findings.name(section.name()) + "\""
                    : "data segment " + segment;
            findings.add(
                    Rule.SECRET,
                    secret.kind().isSure() ? Severity.HIGH : Severity.MEDIUM,
                    spot,
                    secret.kind().words() + " in " + place + ": " + secret.shortened(bytes));
        }
    }

    private void urls(Section section) {
        UrlScanner scanner = new UrlScanner(bytes, section.content(), section.end());
        int first = scanner.next();
        if (first < 0) {
            return;
        }
        String shown = scanner.shown();
        int more = 0;
        while (scanner.next() >= 0) {
            more++;
        }
        findings.add(
                Rule.URL,
                Spot.custom(section, first),
                "custom section \"%s\" holds %s%s"
                        .formatted(
                                Findings.name(section.name()),
                                Findings.name(shown),
                                more == 0 ? "" : " and " + more + " more address" + (more == 1 ? "" : "es")));
    }

    private void summary() {
        if (firstDebug != null) {
            findings.add(
                    Rule.DEBUG_INFO,
                    Spot.custom(firstDebug, firstDebug.start()),
                    ".debug_* sections, %,d bytes".formatted(debugBytes));
        }
        module.customSection("producers").ifPresent(section -> {
            List<String> tools = new ArrayList<>();
            Toolchain.of(module).producers().forEach((field, all) -> tools.addAll(all));
            if (!tools.isEmpty()) {
                findings.add(
                        Rule.PRODUCERS,
                        Spot.custom(section, section.start()),
                        "says it was built by " + Findings.name(String.join(", ", tools)));
            }
        });
    }
}
