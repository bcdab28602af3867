package io.wasmrunner.runtime.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.runtime.guests.Guests;
import io.wasmrunner.runtime.module.ExternType;
import io.wasmrunner.runtime.module.ModuleInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LimitsTest {

    private static ModuleInfo limited(String guest, Instrumentation wanted) {
        return ModuleInfo.parse(Instrumenter.instrument(ModuleInfo.parse(Guests.wasm(guest)), wanted));
    }

    private static List<String> memories(long pages) {
        return limited("pages", Instrumentation.NONE.withMemoryPages(pages)).memories().stream()
                .map(ExternType.Memory::toString)
                .toList();
    }

    private static List<String> tables(long elements) {
        return limited("pages", Instrumentation.NONE.withTableLimit(elements)).tables().stream()
                .map(ExternType.Table::toString)
                .toList();
    }

    @Test
    void memories_divide_what_is_left_of_the_limit() {
        assertEquals(List.of("memory 2 2", "memory 1 1"), memories(3));
        assertEquals(List.of("memory 2 5", "memory 1 5"), memories(10));
        assertEquals(List.of("memory 2 100", "memory 1 900"), memories(1_000));
        assertEquals(List.of("memory 2 100", "memory 1 65536"), memories(1_000_000));
    }

    @Test
    void tables_divide_what_is_left_of_the_limit() {
        assertEquals(List.of("table 3 3 funcref", "table 10 10 funcref"), tables(13));
        assertEquals(List.of("table 3 46 funcref", "table 10 54 funcref"), tables(100));
    }

    @Test
    void a_maximum_of_the_modules_own_is_never_raised() {
        ModuleInfo module = limited("features", Instrumentation.NONE.withMemoryPages(50));
        assertEquals("memory 1 4", module.memories().getFirst().toString());
    }

    @Test
    void the_imports_type_changes_with_the_memory() {
        ModuleInfo module = limited("pages", Instrumentation.NONE.withMemoryPages(10));
        assertEquals("env.memory: memory 2 5", module.imports().getFirst().toString());
    }

    @Test
    void a_module_that_needs_more_at_start_is_refused() {
        LimitExceededAtStartException memory = assertThrows(
                LimitExceededAtStartException.class,
                () -> limited("atstart", Instrumentation.NONE.withMemoryPages(16)));
        assertEquals(
                "the module needs 17 pages (1.06 MiB) of memory at start, above the limit of 16 pages (1 MiB)",
                memory.getMessage());
        LimitExceededAtStartException table = assertThrows(
                LimitExceededAtStartException.class,
                () -> limited("atstart", Instrumentation.NONE.withTableLimit(999)));
        assertEquals(LimitExceededAtStartException.Resource.TABLE, table.resource());
        assertEquals("the module needs 1000 table elements at start, above the limit of 999", table.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void growth_ends_at_the_limit_and_is_remembered(Runner.On on) {
        byte[] bytes = Instrumenter.instrument(
                ModuleInfo.parse(Guests.wasm("work")),
                Instrumentation.NONE.withMemoryPages(5).withTableLimit(20).withGrowthWatch());
        try (Runner guest = on.run(bytes)) {
            assertEquals(1, guest.one("grow", 4));
            assertEquals(0, guest.one(Control.DENIED));
            assertEquals(-1, guest.one("grow", 1));
            assertEquals(Control.DENIED_MEMORY, guest.one(Control.DENIED));
            assertEquals(2, guest.one("grow_table", 1));
            assertEquals(-1, guest.one("grow_table", 1_000));
            assertEquals(Control.DENIED_MEMORY | Control.DENIED_TABLE, guest.one(Control.DENIED));
        }
    }
}
