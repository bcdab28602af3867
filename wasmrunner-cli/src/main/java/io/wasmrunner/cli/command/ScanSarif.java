package io.wasmrunner.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wasmrunner.cli.format.JsonOutput;
import io.wasmrunner.core.scan.ScanReport;
import io.wasmrunner.runtime.module.ModuleBinary;
import io.wasmrunner.runtime.scan.Finding;
import io.wasmrunner.runtime.scan.Rule;
import io.wasmrunner.runtime.scan.Severity;
import io.wasmrunner.runtime.scan.Spot;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** A scan's report as SARIF 2.1.0 (OASIS standard, 27 March 2020): one run, one artifact, all rules, a result each. */
final class ScanSarif {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private static final List<Rule> RULES = List.of(Rule.values());

    private final JsonGenerator json;

    private ScanSarif(JsonGenerator json) {
        this.json = json;
    }

    static void print(ScanReport report, PrintStream out) throws IOException {
        JsonOutput.print(out, json -> new ScanSarif(json).log(report));
    }

    private void log(ScanReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        tool();
        String uri = uri(report.module().name());
        artifact(uri, report.module().info().binary());
        json.writeArrayFieldStart("results");
        for (Finding finding : report.findings()) {
            result(finding, uri);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("properties");
        json.writeNumberField("riskScore", report.risk().score());
        json.writeStringField("riskLevel", report.risk().level().toString());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void tool() throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "wasmrunner");
        json.writeStringField("version", VersionCommand.VERSION);
        json.writeArrayFieldStart("rules");
        for (Rule rule : RULES) {
            json.writeStartObject();
            json.writeStringField("id", rule.id());
            text("shortDescription", rule.title());
            text("help", rule.advice());
            json.writeObjectFieldStart("defaultConfiguration");
            json.writeStringField("level", level(rule.severity()));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void artifact(String uri, ModuleBinary binary) throws IOException {
        json.writeArrayFieldStart("artifacts");
        json.writeStartObject();
        location("location", uri);
        json.writeNumberField("length", binary.size());
        json.writeStringField("mimeType", "application/wasm");
        json.writeObjectFieldStart("hashes");
        json.writeStringField("sha-256", binary.sha256());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    /** Section 3.27: a finding that is only worth knowing is informational, and then has no level. */
    private void result(Finding finding, String uri) throws IOException {
        Spot spot = finding.spot();
        json.writeStartObject();
        json.writeStringField("ruleId", finding.rule().id());
        json.writeNumberField("ruleIndex", RULES.indexOf(finding.rule()));
        json.writeStringField("kind", finding.severity() == Severity.INFO ? "informational" : "fail");
        json.writeStringField("level", level(finding.severity()));
        text("message", finding.message() + "; " + finding.advice());
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        location("artifactLocation", uri);
        json.writeObjectFieldStart("region");
        json.writeNumberField("byteOffset", spot.offset());
        json.writeNumberField("byteLength", 0);
        json.writeEndObject();
        json.writeEndObject();
        json.writeArrayFieldStart("logicalLocations");
        json.writeStartObject();
        json.writeStringField("fullyQualifiedName", spot.toString());
        json.writeStringField("kind", spot.kind());
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void location(String field, String uri) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("uri", uri);
        json.writeNumberField("index", 0);
        json.writeEndObject();
    }

    private void text(String field, String text) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case INFO -> "none";
            case LOW -> "note";
            case MEDIUM -> "warning";
            case HIGH -> "error";
        };
    }

    /** A path as a reference; a colon in its first part would be taken for a scheme's. */
    private static String uri(String path) throws IOException {
        try {
            boolean scheme = path.indexOf(':') >= 0 && !path.startsWith("/");
            return new URI(null, null, scheme ? "./" + path : path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IOException("no address can be made of the path " + path, e);
        }
    }
}
