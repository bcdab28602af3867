package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.JsonOutput;
import io.wasmrunner.core.sandbox.Mechanism;
import io.wasmrunner.core.sandbox.SystemCheck;
import io.wasmrunner.core.sandbox.Workers;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.engine.EngineProvider;
import io.wasmrunner.sandbox.quota.Quotas;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner system check}. */
public final class SystemCheckCommand implements Command {
    private static final Flag FORMAT = Flag.value(
            "format",
            "text (default), json, or jvm-options: those of a worker process, as a file of arguments for java.",
            "--format");

    @Override
    public String name() {
        return "system check";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Show what this machine offers to sandbox guests";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FORMAT);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner system check", "wasmrunner system check --format json");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        String format = line.value(FORMAT).orElse("text");
        if (format.equals("jvm-options")) {
            jvmOptions(context);
            return 0;
        }
        List<Mechanism> mechanisms = SystemCheck.run();
        switch (format) {
            case "text" -> text(mechanisms, context);
            case "json" -> json(mechanisms, context);
            default ->
                throw new WasmrunnerException(
                        ErrorCode.USAGE, "cannot print the format \"" + format + "\": --format takes text or json");
        }
        return isStrict(mechanisms) ? 0 : 1;
    }

    private static boolean isStrict(List<Mechanism> mechanisms) {
        return mechanisms.stream().allMatch(mechanism -> mechanism.ok() || !mechanism.strict());
    }

    private static String sandbox(List<Mechanism> mechanisms) {
        return isStrict(mechanisms) ? "strict" : mechanisms.getFirst().ok() ? "partial" : "off";
    }

    private static void text(List<Mechanism> mechanisms, Context context) {
        for (EngineProvider engine : context.engines().providers()) {
            row(
                    context,
                    "engine",
                    engine.info().name() + " " + engine.info().version(),
                    engine.missing().orElse("ok"));
        }
        context.out().println("sandbox      " + sandbox(mechanisms));
        for (Mechanism mechanism : mechanisms) {
            if (mechanism.ok()) {
                row(context, "  " + mechanism.name(), mechanism.detail(), "ok");
            } else {
                row(context, "  " + mechanism.name(), mechanism.detail(), "missing");
                context.out().println("               " + mechanism.cost());
                if (!mechanism.remedy().isEmpty()) {
                    context.out().println("               " + mechanism.remedy());
                }
            }
        }
    }

    private static void row(Context context, String heading, String detail, String state) {
        context.out().printf("%-14s %-42s %s%n", heading, detail, state);
    }

    private static void json(List<Mechanism> mechanisms, Context context) throws IOException {
        JsonOutput.print(context.out(), json -> {
            json.writeStartObject();
            json.writeStringField("sandbox", sandbox(mechanisms));
            json.writeArrayFieldStart("mechanisms");
            for (Mechanism mechanism : mechanisms) {
                json.writeStartObject();
                json.writeStringField("name", mechanism.name());
                json.writeBooleanField("ok", mechanism.ok());
                json.writeStringField("detail", mechanism.detail());
                json.writeStringField("cost", mechanism.cost());
                json.writeStringField("remedy", mechanism.remedy());
                json.writeBooleanField("neededForStrict", mechanism.strict());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void jvmOptions(Context context) {
        for (String option : Workers.jvmOptions(Quotas.DEFAULT)) {
            context.out().println('"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
    }
}
