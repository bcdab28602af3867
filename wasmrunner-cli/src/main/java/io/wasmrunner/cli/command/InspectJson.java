package io.wasmrunner.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wasmrunner.cli.format.JsonOutput;
import io.wasmrunner.core.inspect.ModuleReport;
import io.wasmrunner.core.inspect.Permission;
import io.wasmrunner.runtime.module.Export;
import io.wasmrunner.runtime.module.ExternType;
import io.wasmrunner.runtime.module.FeatureUse;
import io.wasmrunner.runtime.module.Import;
import io.wasmrunner.runtime.module.Limits;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Section;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** A module's report for programs; the names are documented in {@code docs/cli.md} and stay. */
final class InspectJson {
    private InspectJson() {}

    static void print(ModuleReport report, PrintStream out) throws IOException {
        JsonOutput.print(out, json -> write(report, json));
    }

    private static void write(ModuleReport report, JsonGenerator json) throws IOException {
        ModuleInfo info = report.module().info();
        json.writeStartObject();
        json.writeStringField("name", report.module().name());
        json.writeStringField("digest", "sha256:" + info.binary().sha256());
        json.writeNumberField("size", info.binary().size());
        json.writeStringField("shape", report.wasi().shape().name().toLowerCase(Locale.ROOT));
        json.writeFieldName("wasi");
        json.writeArray(
                report.wasi().interfaces().toArray(String[]::new),
                0,
                report.wasi().interfaces().size());
        engine(report, json);
        json.writeArrayFieldStart("permissions");
        for (Permission permission : report.permissions()) {
            json.writeString(permission.name().toLowerCase(Locale.ROOT));
        }
        json.writeEndArray();
        features(info, json);
        memories(info, json);
        json.writeArrayFieldStart("imports");
        for (Import wanted : info.imports()) {
            json.writeStartObject();
            json.writeStringField("module", wanted.module());
            json.writeStringField("name", wanted.name());
            json.writeStringField("type", wanted.type().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("exports");
        for (Export export : info.exports()) {
            json.writeStartObject();
            json.writeStringField("name", export.name());
            json.writeStringField("type", export.type().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        sections(info, json);
        json.writeEndObject();
    }

    private static void engine(ModuleReport report, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("engine");
        if (report.engine().isPresent()) {
            json.writeStringField(
                    "name", report.engine().get().provider().info().name());
            json.writeStringField("reason", report.engine().get().reason());
            json.writeBooleanField("compiled", report.compiled());
        } else {
            json.writeNullField("name");
            json.writeStringField("reason", report.problem());
        }
        json.writeEndObject();
    }

    private static void features(ModuleInfo info, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("features");
        for (FeatureUse use : info.features().values()) {
            json.writeStartObject();
            json.writeStringField("name", use.feature().name().toLowerCase(Locale.ROOT));
            json.writeStringField("first", use.first().describe(info));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void memories(ModuleInfo info, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("memories");
        for (ExternType.Memory memory : info.memories()) {
            Limits limits = memory.limits();
            json.writeStartObject();
            json.writeNumberField("minimumPages", limits.minimum());
            if (limits.maximum().isPresent()) {
                json.writeNumberField("maximumPages", limits.maximum().getAsLong());
            } else {
                json.writeNullField("maximumPages");
            }
            json.writeBooleanField("shared", limits.shared());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void sections(ModuleInfo info, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("sections");
        for (Section section : info.sections()) {
            json.writeStartObject();
            json.writeStringField("kind", section.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("name", section.name());
            json.writeNumberField("offset", section.start());
            json.writeNumberField("size", section.size());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
