package io.wasmrunner.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wasmrunner.cli.format.JsonOutput;
import io.wasmrunner.core.inspect.Permission;
import io.wasmrunner.core.scan.ScanReport;
import io.wasmrunner.runtime.module.ModuleBinary;
import io.wasmrunner.runtime.scan.Finding;
import io.wasmrunner.runtime.scan.Risk;
import io.wasmrunner.runtime.scan.Spot;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** A scan's report for programs; the names are documented in {@code docs/scan.md} and stay. */
final class ScanJson {
    private ScanJson() {}

    static void print(ScanReport report, PrintStream out) throws IOException {
        JsonOutput.print(out, json -> write(report, json));
    }

    private static void write(ScanReport report, JsonGenerator json) throws IOException {
        ModuleBinary binary = report.module().info().binary();
        json.writeStartObject();
        json.writeStringField("name", report.module().name());
        json.writeStringField("digest", "sha256:" + binary.sha256());
        json.writeNumberField("size", binary.size());
        risk(report.risk(), json);
        json.writeArrayFieldStart("permissions");
        for (Permission permission :
                new TreeSet<>(Permission.of(report.module().info().imports()))) {
            json.writeString(permission.name().toLowerCase(Locale.ROOT));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        for (Finding finding : report.findings()) {
            finding(finding, json);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("omitted");
        for (var entry : new TreeMap<>(report.result().omitted()).entrySet()) {
            json.writeNumberField(entry.getKey().id(), entry.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void risk(Risk risk, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("risk");
        json.writeNumberField("score", risk.score());
        json.writeStringField("level", risk.level().toString());
        json.writeArrayFieldStart("reasons");
        for (Risk.Reason reason : risk.reasons()) {
            json.writeStartObject();
            json.writeStringField("id", reason.rule().id());
            json.writeNumberField("points", reason.points());
            json.writeNumberField("findings", reason.findings());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void finding(Finding finding, JsonGenerator json) throws IOException {
        Spot spot = finding.spot();
        json.writeStartObject();
        json.writeStringField("id", finding.rule().id());
        json.writeStringField("severity", finding.severity().toString());
        json.writeObjectFieldStart("where");
        json.writeStringField("kind", spot.kind());
        if (spot.index() >= 0) {
            json.writeNumberField("index", spot.index());
        }
        if (!spot.name().isEmpty()) {
            json.writeStringField("name", spot.name());
        }
        json.writeNumberField("offset", spot.offset());
        json.writeEndObject();
        json.writeStringField("message", finding.message());
        json.writeStringField("advice", finding.advice());
        json.writeEndObject();
    }
}
