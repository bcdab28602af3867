package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.JsonOutput;
import io.wasmrunner.core.violation.ViolationRecord;
import io.wasmrunner.core.violation.ViolationStore;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.runtime.guest.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Predicate;

/** {@code wasmrunner violations}. */
public final class ViolationsCommand implements Command {
    @Override
    public String name() {
        return "violations";
    }

    @Override
    public Group group() {
        return Group.SECURITY;
    }

    @Override
    public String summary() {
        return "List what guests tried and were refused";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ListFlags.SINCE, ListFlags.COUNT, ListFlags.FORMAT);
    }

    @Override
    public Operands operands() {
        return new Operands("[module|digest|container]", 0, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner violations --since 1h",
                "wasmrunner violations examples/escape/escape.wasm   # also a name, a digest's or an id's beginning",
                "wasmrunner violations -n 0 --format json");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        boolean json = ListFlags.json(line);
        String since = ListFlags.since(line);
        Predicate<ViolationRecord> wanted =
                line.operands().isEmpty() ? _ -> true : of(line.operands().getFirst(), context);
        List<ViolationRecord> found = new ViolationStore(context.state().root())
                .last(record -> record.time().compareTo(since) >= 0 && wanted.test(record), ListFlags.count(line));
        if (json) {
            json(found, context.out());
        } else {
            found.forEach(record -> print(record, context.out()));
        }
        return 0;
    }

    private static Predicate<ViolationRecord> of(String operand, Context context) {
        if (Digests.isFile(operand)) {
            Digest digest = Digests.ofFile(operand, context);
            return record -> record.digest().equals(digest);
        }
        String prefix = Digest.prefix(operand);
        return record -> record.module().equals(operand)
                || record.module().endsWith("/" + operand)
                || (!prefix.isEmpty()
                        && (record.digest().hex().startsWith(prefix)
                                || record.container().startsWith(prefix)));
    }

    private static void print(ViolationRecord record, PrintStream out) {
        out.printf(
                "%s  %s  %s  %-10s %s%n",
                Printable.line(record.time()),
                record.digest().abbreviated(),
                Printable.line(record.module()),
                record.kind(),
                Printable.line(record.describe()));
    }

    private static void json(List<ViolationRecord> records, PrintStream out) throws IOException {
        JsonOutput.print(out, records, (record, json) -> {
            json.writeStringField("time", record.time());
            json.writeStringField("container", record.container());
            json.writeStringField("digest", record.digest().toString());
            json.writeStringField("module", record.module());
            json.writeStringField("kind", record.kind().toString());
            json.writeStringField("operation", record.operation());
            json.writeStringField("target", record.target());
            json.writeStringField("reason", record.reason());
        });
    }
}
