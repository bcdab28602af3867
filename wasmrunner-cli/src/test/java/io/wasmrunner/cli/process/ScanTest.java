package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(CliExtension.class)
final class ScanTest {
    private static final String SUSPICIOUS = """
        (module
          (import "env" "exec" (func))
          (memory 1)
          (func (param i32) (loop (drop (memory.grow (local.get 0))) (br 0)))
          (func $spin (loop (br 0))))
        """;

    private final Cli cli;

    ScanTest(Cli cli) {
        this.cli = cli;
    }

    private String suspicious() throws IOException {
        Files.writeString(cli.work().resolve("suspicious.wat"), SUSPICIOUS);
        return "suspicious.wat";
    }

    /** Every value in some JSON by its path: names and positions, with slashes. */
    private static Map<String, String> read(byte[] text) throws IOException {
        Map<String, String> values = new TreeMap<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(json.getParsingContext().pathAsPointer().toString(), json.getText());
                }
            }
        }
        return values;
    }

    @Test
    void a_suspicious_module_is_described_for_people() throws IOException {
        Result result = cli.run("scan", suspicious());

        List<String> lines = new ArrayList<>(result.text().lines().toList());
        assertEquals(0, result.code(), result.err());
        assertEquals("suspicious.wat   risk 75/100 high", lines.getFirst());
        assertEquals("  why          import-outside 30 + unbounded-memory 30 + endless-loop 15", lines.get(1));
        assertTrue(
                lines.contains("  HIGH    import-outside           imports env.exec (function), which nothing here"
                        + " provides"),
                result.text());
        assertTrue(
                lines.contains("  MEDIUM  endless-loop             function 2 \"spin\": a loop with no reachable exit"),
                result.text());
    }

    @Test
    void a_harmless_module_has_no_risk() {
        Result result = cli.run("scan", Cli.example("hello/hello"));

        assertTrue(result.text().startsWith(Cli.example("hello/hello") + "   risk 0/100 none found\n"), result.text());
    }

    @ParameterizedTest
    @CsvSource({
        "limits/loop, medium, 1",
        "limits/loop, low, 1",
        "limits/loop, high, 0",
        "hello/hello, low, 0",
        "limits/grow, low, 1",
        "limits/grow, medium, 0"
    })
    void fail_on_decides_the_exit_code(String example, String severity, int code) {
        assertEquals(
                code,
                cli.run("scan", "--fail-on", severity, Cli.example(example)).code());
    }

    @Test
    void json_names_each_finding_and_its_place() throws IOException {
        Map<String, String> json =
                read(cli.run("scan", "--format", "json", suspicious()).out());

        assertEquals("75", json.get("/risk/score"));
        assertEquals("high", json.get("/risk/level"));
        assertEquals("import-outside", json.get("/risk/reasons/0/id"));
        assertEquals("import-outside", json.get("/findings/0/id"));
        assertEquals("high", json.get("/findings/0/severity"));
        assertEquals("endless-loop", json.get("/findings/2/id"));
        assertEquals("function", json.get("/findings/2/where/kind"));
        assertEquals("1", json.get("/findings/2/where/index"));
    }

    @Test
    void sarif_has_the_rules_and_a_result_for_each_finding() throws IOException {
        Files.move(cli.work().resolve(suspicious()), cli.work().resolve("with space:1.wat"));
        Map<String, String> sarif =
                read(cli.run("scan", "--format", "sarif", "with space:1.wat").out());

        assertEquals("2.1.0", sarif.get("/version"));
        assertEquals("wasmrunner", sarif.get("/runs/0/tool/driver/name"));
        assertEquals("import-outside", sarif.get("/runs/0/tool/driver/rules/0/id"));
        assertEquals("./with%20space:1.wat", sarif.get("/runs/0/artifacts/0/location/uri"));
        String result = "/runs/0/results/0/";
        String rule = sarif.get(result + "ruleIndex");
        assertEquals(sarif.get(result + "ruleId"), sarif.get("/runs/0/tool/driver/rules/" + rule + "/id"));
        assertEquals("error", sarif.get(result + "level"));
        assertTrue(sarif.get(result + "message/text").startsWith("imports env.exec (function)"), sarif.toString());
        String place = result + "locations/0/";
        assertEquals("./with%20space:1.wat", sarif.get(place + "physicalLocation/artifactLocation/uri"));
        assertTrue(Integer.parseInt(sarif.get(place + "physicalLocation/region/byteOffset")) > 0);
        assertEquals("import 0 \"env.exec\"", sarif.get(place + "logicalLocations/0/fullyQualifiedName"));
    }

    @Test
    void a_module_comes_from_stdin_too() throws IOException {
        byte[] module = Files.readAllBytes(Cli.EXAMPLES.resolve("limits/loop.wasm"));

        assertTrue(cli.runWith(module, "scan", "-").text().startsWith("stdin   risk 12/100 low\n"));
    }

    @Test
    void what_is_wrong_with_a_scan_is_said() throws IOException {
        Files.write(cli.work().resolve("cut.wasm"), new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 10, 9});

        assertEquals(
                "cannot print the format \"xml\": --format takes text, json or sarif",
                cli.run("scan", "--format", "xml", "x").refusal(125));
        assertEquals(
                "cannot fail on \"all\": --fail-on takes low, medium or high",
                cli.run("scan", "--fail-on", "all", "x").refusal(125));
        assertTrue(cli.run("scan", "cut.wasm").refusal(126).startsWith("cannot read cut.wasm: malformed module"));
        assertEquals(
                "cannot open nosuch.wasm: no such file",
                cli.run("scan", "nosuch.wasm").refusal(127));
    }
}
