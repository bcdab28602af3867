package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.scan.Scan;
import io.wasmrunner.core.scan.ScanReport;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.scan.Severity;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code wasmrunner scan}. */
public final class ScanCommand implements Command {
    private static final int FAILED = 1;

    private static final Flag FORMAT =
            Flag.value("format", "text (default), json, or sarif (SARIF 2.1.0).", "-f", "--format");
    private static final Flag FAIL_ON = Flag.value(
            "severity",
            "Exit with 1 when a finding is low, medium or high, or worse. Without it, findings do not fail the scan.",
            "--fail-on");

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public Group group() {
        return Group.SECURITY;
    }

    @Override
    public String summary() {
        return "Look a module over for risks, without running it";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FORMAT, FAIL_ON);
    }

    @Override
    public Operands operands() {
        return new Operands("<module.wasm|module.wat|->", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner scan examples/hello/hello.wasm",
                "wasmrunner scan --fail-on medium examples/limits/loop.wasm   # exit code 1",
                "wasmrunner scan --format sarif examples/limits/loop.wasm   # for code scanning services");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        String format = line.value(FORMAT).orElse("text");
        if (!List.of("text", "json", "sarif").contains(format)) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot print the format \"" + format + "\": --format takes text, json or sarif");
        }
        Severity limit = failOn(line.value(FAIL_ON).orElse(""));
        ScanReport report = Scan.of(context.modules().load(line.operands().getFirst()));
        switch (format) {
            case "json" -> ScanJson.print(report, context.out());
            case "sarif" -> ScanSarif.print(report, context.out());
            default -> new ScanText(context.out()).print(report);
        }
        return limit != null && report.reaches(limit) ? FAILED : 0;
    }

    private static @Nullable Severity failOn(String value) {
        return switch (value) {
            case "" -> null;
            case "low" -> Severity.LOW;
            case "medium" -> Severity.MEDIUM;
            case "high" -> Severity.HIGH;
            default ->
                throw new WasmrunnerException(
                        ErrorCode.USAGE, "cannot fail on \"" + value + "\": --fail-on takes low, medium or high");
        };
    }
}
