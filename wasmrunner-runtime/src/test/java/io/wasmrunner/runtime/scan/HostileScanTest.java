package io.wasmrunner.runtime.scan;

import static io.wasmrunner.runtime.scan.ScannedModule.join;
import static io.wasmrunner.runtime.scan.ScannedModule.leb;
import static io.wasmrunner.runtime.scan.ScannedModule.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.guests.Guests;
import io.wasmrunner.runtime.module.ModuleException;
import io.wasmrunner.runtime.module.ModuleInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules of 20 MB made to take a scanner's time, memory or stack. The guard is far above what they take. */
@Timeout(60)
final class HostileScanTest {
    private static final int SIZE = 20 << 20;
    private static final byte[] NO_LOCALS = {0};

    private static Severity worst(ScanResult result, Rule rule) {
        return result.findings().stream()
                .filter(finding -> finding.rule() == rule)
                .map(Finding::severity)
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.findings().toString()));
    }

    private static ScanResult function(byte[]... body) {
        return new ScannedModule().functions(1, join(NO_LOCALS, join(body))).scan();
    }

    @Test
    void blocks_millions_deep() {
        int deep = SIZE / 3;
        ScanResult result = function(times(deep, 0x02, 0x40), times(deep, 0x0b));

        assertEquals(Severity.HIGH, worst(result, Rule.DEEP_NESTING));
        assertEquals(Severity.HIGH, worst(result, Rule.HUGE_FUNCTION));
    }

    @Test
    void loops_millions_deep_with_branches_out_of_all() {
        int deep = 4_000_000;
        ScanResult result = function(times(deep, 0x03, 0x40), times(2_000_000, 0x41, 0, 0x0d, 0), times(deep, 0x0b));

        assertEquals(Severity.HIGH, worst(result, Rule.DEEP_NESTING));
    }

    @Test
    void a_branch_table_of_all_the_module() {
        ScanResult result =
                function(new byte[] {0x02, 0x40, 0x41, 0, 0x0e}, leb(SIZE), new byte[SIZE + 1], new byte[] {0x0b});

        assertEquals(Severity.HIGH, worst(result, Rule.HUGE_BRANCH_TABLE));
    }

    @Test
    void a_million_functions_each_with_an_endless_loop() {
        ScanResult result = new ScannedModule()
                .functions(1_000_000, new byte[] {0, 0x03, 0x40, 0x0c, 0, 0x0b})
                .scan();

        assertEquals(Severity.MEDIUM, worst(result, Rule.MANY_FUNCTIONS));
        assertEquals(1_000_000 - 20, result.omitted().get(Rule.ENDLESS_LOOP));
    }

    @Test
    void many_locals() {
        ScanResult result = new ScannedModule()
                .functions(1000, join(leb(2), leb(50_000), leb(0x7f), leb(50_000), leb(0x7e)))
                .scan();

        assertEquals(Severity.HIGH, worst(result, Rule.MANY_LOCALS));
    }

    static List<String> patterns() {
        return List.of(
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN ",
                "=",
                " =",
                "password=",
                "password=abcdefg ",
                "://",
                "http://a:",
                "://a:b@",
                "eyJ",
                "eyJ.",
                "AKIA ",
                "xoxb-a");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void text_that_begins_like_a_secret_over_and_over(String pattern) {
        int[] letters = pattern.chars().toArray();
        ScanResult result = new ScannedModule()
                .custom("text", times(SIZE / letters.length, letters))
                .scan();

        assertTrue(
                result.findings().size() <= 50,
                () -> "found " + result.findings().size());
    }

    @Test
    void a_name_of_megabytes_is_shortened() {
        String name = "n".repeat(5_000_000);
        ScanResult result = new ScannedModule().custom(name, "x").scan();

        assertTrue(result.toString().length() < 2_000, () -> result.toString().length() + " characters");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0c, 0x0d})
    void a_branch_out_of_the_function_is_taken_for_an_exit(int branch) {
        ScanResult result = function(new byte[] {0x03, 0x40, 0x41, 0, (byte) branch, 0x7f, 0x0b});

        assertEquals(List.of(), result.findings());
    }

    @Test
    void code_that_ends_in_the_middle_is_refused() {
        ModuleInfo module =
                new ScannedModule().functions(1, new byte[] {0, 0x02, 0x40}).done();

        assertThrows(ModuleException.class, () -> ModuleScan.of(module, ModuleScan::isProvided));
    }

    @Test
    void damaged_modules_are_scanned_or_refused() {
        byte[] whole = Guests.wasm("features");
        int scanned = 0;
        int refused = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            try {
                ModuleScan.of(ModuleInfo.parse(Guests.damaged(whole, seed)), ModuleScan::isProvided);
                scanned++;
            } catch (ModuleException e) {
                refused++;
            }
        }
        assertTrue(scanned > 100 && refused > 100, scanned + " scanned, " + refused + " refused");
    }
}
