package io.wasmrunner.runtime.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.guests.Guests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InstructionCursorTest {

    private static InstructionCursor over(int... bytes) {
        byte[] code = new Bytes().put(bytes).done();
        InstructionCursor cursor = new InstructionCursor(code, "code");
        cursor.range(0, code.length);
        return cursor;
    }

    @Test
    void every_form_of_immediates_is_stepped_over() {
        ModuleInfo module = ModuleInfo.parse(Guests.wasm("immediates"));
        CodeReader code = new CodeReader(module);
        code.next();
        InstructionCursor cursor = new InstructionCursor(module.binary().bytes(), "code");
        cursor.range(code.expression(), code.end());
        List<Integer> opcodes = new ArrayList<>();
        while (cursor.hasNext()) {
            cursor.next();
            opcodes.add(cursor.opcode());
        }
        assertEquals(38, opcodes.size());
        assertEquals(List.of(Opcode.I32_ADD, Opcode.END), opcodes.subList(36, 38));
        assertTrue(opcodes.contains(0xfd0058), "v128.store8_lane");
    }

    @Test
    void the_labels_of_a_table_come_with_the_default_last() {
        InstructionCursor cursor = over(Opcode.BR_TABLE, 2, 5, 4, 3);
        cursor.next();
        assertEquals(3, cursor.labelCount());
        assertEquals(List.of(5, 4, 3), List.of(cursor.label(0), cursor.label(1), cursor.label(2)));
    }

    @Test
    void the_handlers_of_a_try_are_its_labels() {
        InstructionCursor cursor = over(Opcode.TRY_TABLE, 0x40, 2, 0, 9, 1, 2, 3);
        cursor.next();
        assertEquals(List.of(1, 3), List.of(cursor.label(0), cursor.label(1)));
        assertFalse(cursor.hasNext());
    }

    @Test
    void a_memory_index_hides_in_the_alignment() {
        InstructionCursor cursor = over(0x28, 0x42, 3, 0x80, 1, 0x28, 2, 4);
        cursor.next();
        assertEquals(3, cursor.index());
        assertEquals(Feature.MULTI_MEMORY, cursor.feature().orElseThrow());
        assertEquals(5, cursor.end());
        cursor.next();
        assertEquals(0, cursor.index());
        assertTrue(cursor.feature().isEmpty());
    }

    @Test
    void a_label_table_longer_than_the_code_is_refused() {
        InstructionCursor cursor = over(Opcode.BR_TABLE, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0);
        assertThrows(ModuleException.class, cursor::next);
    }
}
