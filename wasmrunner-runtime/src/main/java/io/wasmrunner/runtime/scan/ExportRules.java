package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.module.Export;
import io.wasmrunner.runtime.module.ExternType;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Place;
import io.wasmrunner.runtime.module.Section;
import io.wasmrunner.runtime.module.SectionKind;

/** What the outside may reach, and what runs before it reaches anything. */
final class ExportRules {
    private static final int MANY_FUNCTIONS = 100_000;

    private ExportRules() {}

    static void check(ModuleInfo module, Findings findings) {
        for (Export export : module.exports()) {
            if (export.type() instanceof ExternType.Global global && global.mutable()) {
                findings.add(
                        Rule.EXPORTED_MUTABLE_GLOBAL,
                        Spot.declared(module, Place.Kind.GLOBAL, export.index(), export.name(), SectionKind.EXPORT),
                        "global " + export.index() + " is exported as \"" + Findings.name(export.name())
                                + "\" and can be changed from outside");
            }
        }
        module.startFunction().ifPresent(start -> {
            Section section = module.section(SectionKind.START).orElseThrow();
            Spot spot = Spot.function(module, start, section.start());
            findings.add(Rule.START_FUNCTION, spot, spot(spot) + " runs when the module is instantiated");
        });
        if (module.functionCount() > MANY_FUNCTIONS) {
            findings.add(
                    Rule.MANY_FUNCTIONS,
                    Spot.module(),
                    "it has %,d functions; to compile them takes time and memory".formatted(module.functionCount()));
        }
    }

    /** The spot in words, for a message. */
    static String spot(Spot spot) {
        return spot.kind() + " " + spot.index()
                + (spot.name().isEmpty() ? "" : " \"" + Findings.name(spot.name()) + "\"");
    }
}
