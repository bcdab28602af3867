package io.wasmrunner.cli.command;

import io.wasmrunner.cli.format.JsonOutput;
import io.wasmrunner.core.quarantine.QuarantineEntry;
import io.wasmrunner.runtime.guest.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Quarantine entries for people and for programs. */
final class QuarantineOutput {
    private QuarantineOutput() {}

    static void text(List<QuarantineEntry> entries, PrintStream out) {
        for (QuarantineEntry entry : entries) {
            out.printf(
                    "%s  %-11s  %s  %s%n",
                    entry.digest().abbreviated(),
                    entry.state(),
                    entry.name().isEmpty() ? "-" : Printable.line(entry.name()),
                    Printable.line(entry.why()));
        }
    }

    static void json(List<QuarantineEntry> entries, PrintStream out) throws IOException {
        JsonOutput.print(out, entries, (entry, json) -> {
            json.writeStringField("digest", entry.digest().toString());
            json.writeStringField("state", entry.state().toString());
            json.writeNumberField("strikes", entry.strikes());
            json.writeStringField("name", entry.name());
            json.writeStringField("container", entry.container());
            json.writeStringField("last", entry.last());
            json.writeStringField("time", entry.time());
            json.writeStringField("reason", entry.reason());
        });
    }
}
