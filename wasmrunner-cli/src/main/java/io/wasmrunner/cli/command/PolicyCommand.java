package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.JsonOutput;
import io.wasmrunner.core.policy.Policies;
import io.wasmrunner.core.policy.PolicyFile;
import io.wasmrunner.core.policy.PolicyJson;
import io.wasmrunner.core.policy.PolicyPrint;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.NamedPolicy;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.PolicyLayer;
import io.wasmrunner.sandbox.policy.PolicyMerge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code wasmrunner policy}. */
public final class PolicyCommand implements Command {
    private static final Flag FORMAT = Flag.value(
            "format", "text (default) or json; with show also toml, which --policy reads again.", "--format");

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public Group group() {
        return Group.SECURITY;
    }

    @Override
    public String summary() {
        return "List, show and check policies: what guests may touch";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FORMAT);
    }

    @Override
    public Operands operands() {
        return new Operands("<ls|show|check> [name|file.toml]", 1, 2, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner policy ls",
                "wasmrunner policy show restricted",
                "wasmrunner policy show --format toml > policy.toml   # to write one's own",
                "wasmrunner policy check policy.toml");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        List<String> operands = line.operands();
        Optional<String> which = operands.size() < 2 ? Optional.empty() : Optional.of(operands.get(1));
        String format = line.value(FORMAT).orElse("text");
        switch (operands.getFirst()) {
            case "ls" -> list(which, format, context);
            case "show" -> context.out().print(show(which.orElse("standard"), format));
            case "check" ->
                check(which.orElseThrow(() -> usage("cannot check a policy: name the file to check")), format, context);
            default ->
                throw usage("cannot do \"policy %s\": there are ls, show and check".formatted(operands.getFirst()));
        }
        return 0;
    }

    private static void list(Optional<String> which, String format, Context context) throws IOException {
        if (which.isPresent()) {
            throw usage("cannot list %s: policy ls takes no name; use policy show".formatted(which.get()));
        }
        if (format.equals("json")) {
            listJson(context);
            return;
        }
        text(format, "text or json");
        for (NamedPolicy policy : NamedPolicy.values()) {
            context.out().printf("%-12s %s%n", policy, summary(policy));
        }
    }

    private static void listJson(Context context) throws IOException {
        JsonOutput.print(context.out(), List.of(NamedPolicy.values()), (policy, json) -> {
            json.writeStringField("name", policy.toString());
            json.writeStringField("summary", summary(policy));
        });
    }

    private static String summary(NamedPolicy policy) {
        return switch (policy) {
            case RESTRICTED -> "for programs nobody vouches for: nothing writable, no network, small quotas";
            case STANDARD -> "what holds where nothing else is said";
            case TRUSTED -> "for your own programs: no quotas";
        };
    }

    private static String show(String nameOrFile, String format) {
        Optional<NamedPolicy> named = NamedPolicy.find(nameOrFile);
        if (named.isPresent() && format.equals("toml")) {
            return Policies.toml(named.get());
        }
        Policy policy = named.isPresent()
                ? named.get().policy()
                : new PolicyMerge().add(Policies.layer(nameOrFile)).policy();
        return switch (format) {
            case "toml" -> PolicyPrint.toml(policy);
            case "json" -> PolicyJson.write(policy);
            default -> {
                text(format, "text, toml or json");
                yield PolicyPrint.text(policy);
            }
        };
    }

    private static void check(String file, String format, Context context) {
        text(format, "text");
        PolicyLayer layer = PolicyFile.read(Path.of(file));
        int keys = layer.values().size();
        context.out()
                .printf(
                        "%s: ok, sets %d key%s%s%n",
                        file, keys, keys == 1 ? "" : "s", layer.override() ? " and overrides" : "");
    }

    private static void text(String format, String formats) {
        if (!format.equals("text")) {
            throw usage("cannot print the format \"%s\": --format takes %s here".formatted(format, formats));
        }
    }

    private static WasmrunnerException usage(String message) {
        return new WasmrunnerException(ErrorCode.USAGE, message);
    }
}
