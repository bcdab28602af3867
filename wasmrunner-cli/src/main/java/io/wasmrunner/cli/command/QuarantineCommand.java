package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.quarantine.QuarantineEntry;
import io.wasmrunner.core.quarantine.QuarantineStore;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner quarantine}. */
public final class QuarantineCommand implements Command {
    private static final Flag REASON =
            Flag.value("text", "Why, for those who find the module refused (add).", "--reason");
    private static final Flag ALL = Flag.toggle(
            "Also modules that are counted or were lifted, not only those that do not run (ls).", "-a", "--all");

    @Override
    public String name() {
        return "quarantine";
    }

    @Override
    public Group group() {
        return Group.SECURITY;
    }

    @Override
    public String summary() {
        return "List modules that do not run any more, let one run again, or stop one";
    }

    @Override
    public List<Flag> flags() {
        return List.of(REASON, ALL, ListFlags.FORMAT);
    }

    @Override
    public Operands operands() {
        return new Operands("ls | lift <digest|file> | add <file|digest>", 1, 2, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner quarantine ls --all",
                "wasmrunner quarantine add --reason \"not reviewed yet\" examples/escape/escape.wasm",
                "wasmrunner quarantine lift examples/escape/escape.wasm   # also the beginning of its digest");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        QuarantineStore store = new QuarantineStore(context.state().root());
        String action = line.operands().getFirst();
        switch (action) {
            case "ls" -> list(line, store, context);
            case "lift" -> lift(operand(line), store, context);
            case "add" -> add(operand(line), line.value(REASON).orElse(""), store, context);
            default -> throw usage("quarantine: \"" + action + "\" is none of ls, lift and add");
        }
        return 0;
    }

    private static WasmrunnerException usage(String problem) {
        return new WasmrunnerException(ErrorCode.USAGE, problem + "; see wasmrunner quarantine --help");
    }

    private static String operand(ParsedLine line) {
        if (line.operands().size() < 2) {
            throw usage("quarantine " + line.operands().getFirst() + ": a file or digest is missing");
        }
        return line.operands().get(1);
    }

    private static void list(ParsedLine line, QuarantineStore store, Context context) throws IOException {
        if (line.operands().size() > 1) {
            throw usage("quarantine ls: " + line.operands().get(1) + " is too much");
        }
        boolean json = ListFlags.json(line);
        List<QuarantineEntry> shown = new ArrayList<>(store.list());
        if (!line.has(ALL)) {
            shown.removeIf(entry -> !entry.isQuarantined());
        }
        if (json) {
            QuarantineOutput.json(shown, context.out());
        } else {
            QuarantineOutput.text(shown, context.out());
        }
    }

    private static void add(String operand, String reason, QuarantineStore store, Context context) throws IOException {
        boolean file = Digests.isFile(operand);
        Digest digest = file ? Digests.ofFile(operand, context) : Digest.parse(operand);
        store.add(digest, file ? operand : "", reason);
        context.out().println("quarantined " + digest);
    }

    private static void lift(String operand, QuarantineStore store, Context context) throws IOException {
        Digest digest = Digests.isFile(operand) ? Digests.ofFile(operand, context) : find(operand, store);
        store.lift(digest);
        context.out().println("lifted " + digest);
    }

    /** The one quarantined module whose digest starts so. */
    private static Digest find(String operand, QuarantineStore store) throws IOException {
        String prefix = Digest.prefix(operand);
        List<QuarantineEntry> found = new ArrayList<>(store.list());
        found.removeIf(entry -> !entry.isQuarantined()
                || prefix.isEmpty()
                || !entry.digest().hex().startsWith(prefix));
        if (found.isEmpty()) {
            throw new WasmrunnerException(
                    ErrorCode.NOT_FOUND,
                    "cannot lift the quarantine of " + operand
                            + ": there is no such file, and no quarantined module with"
                            + " such a digest; wasmrunner quarantine ls lists them");
        }
        if (found.size() > 1) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot lift the quarantine of " + operand + ": the digests of " + found.size()
                            + " quarantined modules start so; give more of it");
        }
        return found.getFirst().digest();
    }
}
