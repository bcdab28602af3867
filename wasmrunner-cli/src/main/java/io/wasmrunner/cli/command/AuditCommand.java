package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.JsonOutput;
import io.wasmrunner.core.audit.AuditRecord;
import io.wasmrunner.core.audit.AuditVerdict;
import io.wasmrunner.core.audit.AuditVerifier;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** {@code wasmrunner audit}. */
public final class AuditCommand implements Command {
    private static final int BROKEN = 1;

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public Group group() {
        return Group.SECURITY;
    }

    @Override
    public String summary() {
        return "List what was done here that matters for security, or check that the list is whole";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ListFlags.SINCE, ListFlags.COUNT, ListFlags.FORMAT);
    }

    @Override
    public Operands operands() {
        return new Operands("ls|verify", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner audit ls --since 1h",
                "wasmrunner audit verify   # exit code 1 when a record was changed, removed or moved");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        String action = line.operands().getFirst();
        return switch (action) {
            case "verify" -> verify(context);
            case "ls" -> list(line, context);
            default ->
                throw new WasmrunnerException(
                        ErrorCode.USAGE,
                        "audit: \"" + action + "\" is neither ls nor verify; see wasmrunner audit --help");
        };
    }

    private static int verify(Context context) throws IOException {
        return switch (new AuditVerifier(context.state().root()).verify()) {
            case AuditVerdict.Whole(long records, boolean unfinished) -> {
                context.out()
                        .printf(
                                "ok: %d record%s%s%n",
                                records,
                                records == 1 ? "" : "s",
                                unfinished ? ", and one that its writer has not finished" : "");
                yield 0;
            }
            case AuditVerdict.Broken(long at, String why) -> {
                context.warn("the audit log is not whole: " + (at == 0 ? "" : "line " + at + ": ") + why);
                yield BROKEN;
            }
        };
    }

    private static int list(ParsedLine line, Context context) throws IOException {
        boolean json = ListFlags.json(line);
        List<AuditRecord> records =
                AuditRecord.last(context.state().root(), ListFlags.since(line), ListFlags.count(line));
        if (json) {
            json(records, context.out());
        } else {
            for (AuditRecord record : records) {
                StringBuilder text = new StringBuilder();
                record.fields()
                        .forEach((name, value) -> text.append(' ')
                                .append(name)
                                .append('=')
                                .append(value.isEmpty() || value.indexOf(' ') >= 0 ? '"' + value + '"' : value));
                context.out()
                        .printf(
                                "%s  %-16s%s%n",
                                Printable.line(record.time()),
                                Printable.line(record.type()),
                                Printable.line(text.toString()));
            }
        }
        return 0;
    }

    private static void json(List<AuditRecord> records, PrintStream out) throws IOException {
        JsonOutput.print(out, records, (record, json) -> {
            json.writeStringField("seq", record.seq());
            json.writeStringField("time", record.time());
            json.writeStringField("type", record.type());
            for (Map.Entry<String, String> field : record.fields().entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
        });
    }
}
