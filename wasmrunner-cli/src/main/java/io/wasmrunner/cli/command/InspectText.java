package io.wasmrunner.cli.command;

import io.wasmrunner.core.inspect.ModuleReport;
import io.wasmrunner.core.inspect.Permission;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.runtime.guest.Printable;
import io.wasmrunner.runtime.module.Export;
import io.wasmrunner.runtime.module.ExternType;
import io.wasmrunner.runtime.module.Import;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Section;
import io.wasmrunner.runtime.module.Toolchain;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A module's report for people. What the module itself says is made harmless for a terminal. */
final class InspectText {
    private static final int SHOWN = 40;

    private final PrintStream out;

    InspectText(PrintStream out) {
        this.out = out;
    }

    void print(ModuleReport report) {
        ModuleInfo info = report.module().info();
        out.printf(
                "%s   %s   sha256:%s   %s%n",
                report.module().name(),
                Quantities.printSize(info.binary().size()),
                info.binary().sha256(),
                report.kind());
        row(
                "engine",
                report.engine()
                        .map(choice -> choice.provider().info().name() + " (" + choice.reason()
                                + ")   compiled for this machine: " + (report.compiled() ? "yes" : "no"))
                        .orElse("none: " + report.problem()));
        permissions(report);
        memories(info);
        list(
                "needs",
                info.features().values().stream().map(use -> use.describe(info)).toList());
        list("imports", imports(info));
        list("exports", info.exports().stream().map(Export::toString).toList());
        list("sections", info.sections().stream().map(InspectText::section).toList());
        Toolchain toolchain = Toolchain.of(info);
        List<String> producers = new ArrayList<>();
        toolchain.producers().forEach((field, tools) -> producers.add(field + ": " + String.join(", ", tools)));
        list("built by", producers);
    }

    private void permissions(ModuleReport report) {
        List<String> asked = new ArrayList<>();
        List<String> never = new ArrayList<>();
        for (Permission permission : Permission.values()) {
            boolean there = report.permissions().contains(permission);
            if (there || permission != Permission.UNKNOWN) {
                (there ? asked : never).add(permission.words());
            }
        }
        row("may ask for", asked.isEmpty() ? "nothing" : String.join(", ", asked));
        row("never asks", String.join(", ", never));
    }

    private void memories(ModuleInfo info) {
        for (ExternType.Memory memory : info.memories()) {
            String maximum = memory.limits().maximum().isPresent()
                    ? "at most " + memory.limits().maximum().getAsLong()
                    : "no maximum (limit it with -m)";
            row(
                    "memory",
                    "%d page%s at start, %s%s"
                            .formatted(
                                    memory.limits().minimum(),
                                    memory.limits().minimum() == 1 ? "" : "s",
                                    maximum,
                                    memory.limits().shared() ? ", shared" : ""));
        }
    }

    /** Imports of one module on one line, since there can be dozens. */
    private static List<String> imports(ModuleInfo info) {
        Map<String, List<String>> byModule = new TreeMap<>();
        for (Import wanted : info.imports()) {
            byModule.computeIfAbsent(wanted.module(), _ -> new ArrayList<>()).add(wanted.name());
        }
        List<String> lines = new ArrayList<>();
        byModule.forEach((module, names) -> lines.add(module + ": " + String.join(" ", names)));
        return lines;
    }

    private static String section(Section section) {
        return section.name() + " " + Quantities.printSize(section.size());
    }

    private void list(String title, List<String> lines) {
        String heading = title;
        for (String line : lines.subList(0, Math.min(SHOWN, lines.size()))) {
            row(heading, line);
            heading = "";
        }
        if (lines.size() > SHOWN) {
            row("", "and " + (lines.size() - SHOWN) + " more (--format json shows all)");
        }
    }

    private void row(String heading, String text) {
        out.printf("  %-12s %s%n", heading, Printable.line(text));
    }
}
