package io.wasmrunner.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "512b, 512",
        "64k, 65536",
        "64K, 65536",
        "64kb, 65536",
        "64KiB, 65536",
        "64m, 67108864",
        "1.5g, 1610612736",
        "2G, 2147483648",
        "1t, 1099511627776",
        "0.5, 1"
    })
    void a_size_is_in_bytes(String text, long bytes) {
        assertEquals(bytes, Quantities.size("-m", text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5, 5000000000",
        "0.5, 500000000",
        "250us, 250000",
        "500ms, 500000000",
        "5s, 5000000000",
        "1m30s, 90000000000",
        "2h, 7200000000000",
        "1d, 86400000000000",
        "1.5m, 90000000000"
    })
    void a_duration_is_in_nanoseconds(String text, long nanoseconds) {
        assertEquals(nanoseconds, Quantities.duration("--timeout", text));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1000, 1000", "1_000, 1000", "5k, 5000", "5m, 5000000", "2G, 2000000000", "1.5k, 1500"})
    void a_count_has_decimal_units(String text, long count) {
        assertEquals(count, Quantities.count("--fuel", text));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1000", "0.5, 500", "50%, 500", "250%, 2500", "0.01, 10", "1.2345, 1235"})
    void a_share_of_processors_is_in_thousandths(String text, long thousandths) {
        assertEquals(thousandths, Quantities.cpus("--cpus", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "half", "-1", "1 %", "50%%", "1m"})
    void what_is_no_share_of_processors_is_refused(String text) {
        assertThrows(WasmrunnerException.class, () -> Quantities.cpus("--cpus", text));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 999, 1000, 1023, 1024, 1025, 65536, 1_500_000, 1L << 40, (1L << 50) + 1, 9_999_999_999L})
    void what_is_written_exactly_reads_as_the_same(long amount) {
        assertEquals(amount, Quantities.size("-m", Quantities.writeSize(amount)));
        assertEquals(amount, Quantities.duration("--timeout", Quantities.writeDuration(amount)));
        assertEquals(amount, Quantities.cpus("--cpus", Quantities.writeCpus(amount)));
    }

    @ParameterizedTest
    @CsvSource({"65536, 64k, 65.536us, 65.536", "268435456, 256m, 268.435456ms, 268435.456", "0, 0, 0s, 0"})
    void what_is_written_is_short(long amount, String size, String duration, String cpus) {
        assertEquals(size, Quantities.writeSize(amount));
        assertEquals(duration, Quantities.writeDuration(amount));
        assertEquals(cpus, Quantities.writeCpus(amount));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "m",
                "b",
                "1x",
                "1 m",
                "NaN",
                "0x10",
                "1,5",
                "k64",
                "--",
                "1e",
                "1e999999999",
                "1e-999999999"
            })
    void what_is_not_a_quantity_is_refused(String text) {
        assertEquals(
                ErrorCode.USAGE,
                assertThrows(WasmrunnerException.class, () -> Quantities.size("-m", text))
                        .code());
        assertEquals(
                ErrorCode.USAGE,
                assertThrows(WasmrunnerException.class, () -> Quantities.count("--fuel", text))
                        .code());
        assertEquals(
                ErrorCode.USAGE,
                assertThrows(WasmrunnerException.class, () -> Quantities.duration("--timeout", text))
                        .code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "9999999999t", "1e99", "1e999999999"})
    void what_is_too_large_is_said_to_be_so(String text) {
        assertEquals(
                "cannot read -m " + text + ": it is too large; 0 means no limit",
                assertThrows(WasmrunnerException.class, () -> Quantities.size("-m", text))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999d", "106751d106751d", "5 s", "5s1", "1..5s", "s"})
    void a_duration_beyond_the_clock_or_malformed_is_refused(String text) {
        assertThrows(WasmrunnerException.class, () -> Quantities.duration("--timeout", text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "1023, 1023 bytes",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "67108864, 64 MiB",
        "1073741824, 1 GiB",
        "1234567890123, 1.12 TiB"
    })
    void a_size_is_printed_in_its_largest_unit(long bytes, String text) {
        assertEquals(text, Quantities.printSize(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "1000000, 1 ms",
        "500000000, 500 ms",
        "1000000000, 1 s",
        "90000000000, 90 s",
        "150000000000, 2.5 min",
        "7200000000000, 2 h"
    })
    void a_duration_is_printed_as_people_say_it(long nanoseconds, String text) {
        assertEquals(text, Quantities.printDuration(nanoseconds));
    }
}
