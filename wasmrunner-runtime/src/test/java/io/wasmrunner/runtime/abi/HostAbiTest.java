package io.wasmrunner.runtime.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.MemoryFaultException;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.policy.PolicyText;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Meters;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.QuotaExceededException;
import io.wasmrunner.sandbox.quota.Quotas;
import io.wasmrunner.sandbox.quota.Tally;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostAbiTest {
    private static final int SIZE = 65_536;
    private static final Set<AbiCapability> ALL = EnumSet.allOf(AbiCapability.class);

    private final byte[] memory = new byte[SIZE];
    private final RememberingHost host = new RememberingHost();
    private final ViolationLog violations = new ViolationLog();
    private Meters meters = Meters.of(Quotas.NONE);

    /** Keeps what it is told; has all sensors but for temperature. */
    private static final class RememberingHost implements AbiHost {
        private final List<String> told = new ArrayList<>();

        @Override
        public void log(String line) {
            told.add(line);
        }

        @Override
        public OptionalInt read(Sensor sensor) {
            return sensor == Sensor.TEMPERATURE ? OptionalInt.empty() : OptionalInt.of(sensor.id() * 100);
        }

        @Override
        public void alert(AlertLevel level, String message) {
            told.add(level + ": " + message);
        }
    }

    private long call(Set<AbiCapability> granted, String name, long... arguments) {
        return new HostAbi(host, granted, meters, violations)
                .find("env", name)
                .orElseThrow()
                .body()
                .call(new ArrayMemory(memory), arguments);
    }

    private void put(int address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, memory, address, bytes.length);
    }

    @Test
    void a_granted_function_reaches_the_host() {
        put(SIZE - 5, "hällo".substring(0, 4));

        call(ALL, "log", SIZE - 5, 5);
        call(ALL, "send_alert", SIZE - 5, 1, 2);

        assertEquals(List.of("häll", "critical: h"), host.told);
        assertEquals(0, violations.count());
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "5, 500", "3, -2147483648", "0, -2147483648", "8, -2147483648", "-1, -2147483648"})
    void a_sensor_answers_or_is_unavailable(int id, long reading) {
        assertEquals(reading, call(ALL, "read_sensor", id));
    }

    @Test
    void what_is_not_granted_does_nothing_and_is_recorded() {
        call(EnumSet.of(AbiCapability.SENSORS), "log", 0, 5);
        call(EnumSet.of(AbiCapability.LOG), "send_alert", 0, 5, 0);
        assertEquals(HostAbi.UNAVAILABLE, call(EnumSet.of(AbiCapability.ALERTS), "read_sensor", 1));

        assertEquals(List.of(), host.told);
        assertEquals(
                List.of("capability log", "capability send_alert", "capability read_sensor 1"),
                violations.first().stream().map(HostAbiTest::attempt).toList());
        assertEquals(
                "the capability is not granted (--allow-abi log allows it)",
                violations.first().getFirst().reason());
    }

    private static String attempt(Violation violation) {
        return (violation.kind() + " " + violation.operation() + " " + violation.target()).strip();
    }

    @ParameterizedTest
    @CsvSource({"65536, 1", "65535, 2", "-1, 1", "0, -1", "-1, -1", "2147483647, 2147483647", "0, 65537"})
    void a_pointer_outside_the_memory_ends_the_guest(int pointer, int length) {
        assertThrows(MemoryFaultException.class, () -> call(ALL, "log", pointer, length));
        assertThrows(MemoryFaultException.class, () -> call(ALL, "send_alert", pointer, length, 0));
        assertEquals(List.of(), host.told);
    }

    @Test
    void long_text_is_cut() {
        put(0, "x".repeat(20_000));

        call(ALL, "log", 0, 20_000);
        call(ALL, "log", SIZE, 0);

        assertEquals(List.of("x".repeat(8192), ""), host.told);
    }

    @Test
    void bytes_that_are_no_text_do_no_harm() {
        memory[0] = (byte) 0xff;

        call(ALL, "log", 0, 1);

        assertEquals(List.of("\ufffd"), host.told);
    }

    @ParameterizedTest
    @CsvSource({"0, info", "1, warning", "2, critical", "3, critical", "-1, info", "2147483647, critical"})
    void a_level_beyond_the_last_is_the_last(int level, String name) {
        call(ALL, "send_alert", 0, 0, level);

        assertEquals(List.of(name + ": "), host.told);
    }

    @Test
    void calls_count_as_host_calls_granted_or_not() {
        meters = new Meters(
                new Meter(Quota.HOST_CALLS, 2),
                new Meter(Quota.OPEN_FILES, 0),
                new Meter(Quota.OUTPUT, 0),
                Tally.fresh());
        call(ALL, "read_sensor", 1);
        call(Set.of(), "read_sensor", 1);

        assertThrows(QuotaExceededException.class, () -> call(ALL, "log", 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "wasmrunner"})
    void it_is_imported_by_two_names(String module) {
        HostAbi abi = new HostAbi(host, ALL, meters, violations);

        assertEquals("(i32, i32)", type(abi, module, "log"));
        assertEquals("(i32) -> i32", type(abi, module, "read_sensor"));
        assertEquals("(i32, i32, i32)", type(abi, module, "send_alert"));
        assertFalse(abi.find(module, "abort").isPresent());
        assertFalse(abi.find("host", "log").isPresent());
    }

    private static String type(HostAbi abi, String module, String name) {
        FunctionType type = abi.find(module, name).orElseThrow().type();
        return type.toString();
    }

    private long under(Map<String, String> policy, String module, String name, long... arguments) {
        return new HostAbi(host, ALL, PolicyText.read(policy), meters, violations)
                .find(module, name)
                .orElseThrow()
                .body()
                .call(new ArrayMemory(memory), arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "wasmrunner"})
    void a_call_that_the_policy_denies_does_nothing_whichever_module_it_is_from(String module) {
        Map<String, String> policy = Map.of("calls.deny", "env.*");

        under(policy, module, "log", 0, 1);
        under(policy, module, "send_alert", 0, 1, 0);
        assertEquals(HostAbi.UNAVAILABLE, under(policy, module, "read_sensor", 1));

        assertEquals(List.of(), host.told);
        assertEquals(
                List.of("host-call env.log", "host-call env.send_alert", "host-call env.read_sensor"),
                violations.first().stream().map(HostAbiTest::attempt).toList());
    }

    @Test
    void a_capability_that_the_policy_does_not_have_is_not_granted() {
        under(Map.of("abi.allow", "alerts"), "env", "log", 0, 1);
        under(Map.of("abi.allow", "alerts"), "env", "send_alert", 0, 1, 0);

        assertEquals(List.of("info: \0"), host.told);
        assertEquals(
                List.of("capability log"),
                violations.first().stream().map(HostAbiTest::attempt).toList());
    }

    @Test
    void a_policy_that_reports_takes_no_capability_away() {
        under(Map.of("abi.allow", "", "enforce", "report"), "env", "log", 0, 1);

        assertEquals(List.of("\0"), host.told);
    }

    @Test
    void the_names_that_a_policy_writes_are_those_that_are_there() {
        for (String name : HostAbi.functions()) {
            int dot = name.indexOf('.');
            assertTrue(
                    HostAbi.capability(name.substring(0, dot), name.substring(dot + 1))
                            .isPresent(),
                    name);
        }
        assertEquals(AbiCapability.values().length, HostAbi.functions().size());
    }
}
