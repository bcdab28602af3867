package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.JsonOutput;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.engine.EngineInfo;
import io.wasmrunner.runtime.engine.EngineProvider;
import io.wasmrunner.runtime.module.Feature;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code wasmrunner engines}. */
public final class EnginesCommand implements Command {
    private static final Flag FORMAT = Flag.value(
            "format", "text (default), json, or classes: the providers' classes, for wasmrunner.engines.", "--format");

    @Override
    public String name() {
        return "engines";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "List the engines, what each can do, and why one is missing";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FORMAT);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner engines", "wasmrunner engines --format json");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        switch (line.value(FORMAT).orElse("text")) {
            case "text" -> text(context);
            case "json" -> json(context);
            case "classes" -> context.out().println(context.engines().classNames());
            default ->
                throw new WasmrunnerException(
                        ErrorCode.USAGE,
                        "cannot print the format \"" + line.value(FORMAT).orElseThrow()
                                + "\": --format takes text or json");
        }
        return 0;
    }

    private static void text(Context context) {
        for (EngineProvider provider : context.engines().providers()) {
            EngineInfo info = provider.info();
            context.out()
                    .printf(
                            "%s %s   %s%n",
                            info.name(), info.version(), provider.missing().orElse("ok"));
            row(context, "what", info.description());
            row(context, "features", features(info, true));
            row(context, "lacks", features(info, false));
            row(context, "memory", "at most " + Quantities.printSize(info.maxMemory()));
            row(context, "interpreter", info.interpreter() ? "yes (--interpret)" : "no");
            row(context, "platforms", String.join(", ", info.platforms()));
        }
        context.out()
                .println("auto picks chicory, unless the module needs what it lacks, has over 1 MiB of code, or has a"
                        + " function too large for it: then wasmtime, which runs without being named in the strict"
                        + " sandbox alone.");
    }

    private static void row(Context context, String heading, String text) {
        context.out().printf("  %-12s %s%n", heading, text);
    }

    private static String features(EngineInfo info, boolean there) {
        return new TreeSet<>(List.of(Feature.values()))
                .stream()
                        .filter(feature -> info.features().contains(feature) == there)
                        .map(Feature::title)
                        .collect(Collectors.joining(", "));
    }

    private static void json(Context context) throws IOException {
        JsonOutput.print(context.out(), context.engines().providers(), (provider, json) -> {
            EngineInfo info = provider.info();
            json.writeStringField("name", info.name());
            json.writeStringField("version", info.version());
            json.writeBooleanField("available", provider.missing().isEmpty());
            json.writeStringField("missing", provider.missing().orElse(""));
            json.writeArrayFieldStart("features");
            for (Feature feature : new TreeSet<>(info.features())) {
                json.writeString(feature.name().toLowerCase(java.util.Locale.ROOT));
            }
            json.writeEndArray();
            json.writeNumberField("maxMemory", info.maxMemory());
            json.writeBooleanField("interpreter", info.interpreter());
            json.writeArrayFieldStart("platforms");
            for (String platform : info.platforms()) {
                json.writeString(platform);
            }
            json.writeEndArray();
        });
    }
}
