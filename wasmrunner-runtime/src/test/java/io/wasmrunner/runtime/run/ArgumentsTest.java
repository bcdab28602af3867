package io.wasmrunner.runtime.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentsTest {
    private static FunctionType taking(ValueType... types) {
        return new FunctionType(List.of(types), List.of());
    }

    private static long parse(ValueType type, String text) {
        return Arguments.parse("f", taking(type), List.of(text))[0];
    }

    private static String print(ValueType type, long raw) {
        return Arguments.print(new FunctionType(List.of(), List.of(type)), new long[] {raw})
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "I32, 0, 0",
        "I32, -1, -1",
        "I32, +7, 7",
        "I32, 1_000_000, 1000000",
        "I32, 2147483647, 2147483647",
        "I32, -2147483648, -2147483648",
        "I32, 4294967295, -1",
        "I32, 0xffffffff, -1",
        "I32, -0x80000000, -2147483648",
        "I32, 0XAb, 171",
        "I64, 9223372036854775807, 9223372036854775807",
        "I64, -9223372036854775808, -9223372036854775808",
        "I64, 18446744073709551615, -1",
        "I64, 0xffff_ffff_ffff_ffff, -1",
        "I64, -0x8000000000000000, -9223372036854775808"
    })
    void an_integer_is_signed_or_unsigned_decimal_or_hexadecimal(ValueType type, String text, long raw) {
        assertEquals(raw, parse(type, text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0, -0.0",
        "1.5, 1.5",
        "-1e3, -1000.0",
        ".5, 0.5",
        "0x1p4, 16.0",
        "0x1.8p1, 3.0",
        "-0xA, -10.0",
        "0x.8, 0.5",
        "inf, Infinity",
        "+inf, Infinity",
        "-inf, -Infinity",
        "nan, NaN",
        "1e999, Infinity"
    })
    void a_float_is_written_as_in_the_text_format(String text, String value) {
        assertEquals(Double.doubleToRawLongBits(Double.parseDouble(value)), parse(ValueType.F64, text));
        assertEquals(Float.floatToRawIntBits(Float.parseFloat(value)), parse(ValueType.F32, text));
    }

    @ParameterizedTest
    @CsvSource({
        "I32, 4294967296",
        "I32, -2147483649",
        "I32, 0x1_0000_0000",
        "I32, 1.5",
        "I32, ''",
        "I32, -",
        "I32, --1",
        "I32, +-1",
        "I32, 0x",
        "I32, 0x-1",
        "I32, abc",
        "I32, ' 1'",
        "I64, 18446744073709551616",
        "I64, -9223372036854775809",
        "F32, 1.5f",
        "F64, 1d",
        "F64, 1.5D",
        "F64, ''",
        "F64, one",
        "F64, 0x",
        "F64, 0x1.2.3",
        "F64, .",
        "F64, 1e",
        "F64, 0x1pz",
        "F64, ' 1'",
        "F64, Infinity",
        "F64, NaN",
        "V128, 0",
        "FUNCREF, 0",
        "EXTERNREF, null"
    })
    void what_does_not_fit_the_type_is_refused(ValueType type, String text) {
        assertThrows(InvocationException.class, () -> parse(type, text));
    }

    @Test
    void the_number_of_arguments_is_checked() {
        FunctionType two = taking(ValueType.I32, ValueType.I64);

        assertArrayEquals(new long[] {1, 2}, Arguments.parse("f", two, List.of("1", "2")));
        assertEquals(
                "cannot invoke f: it takes 2 arguments, none given; its type is (i32, i64)",
                assertThrows(InvocationException.class, () -> Arguments.parse("f", two, List.of()))
                        .getMessage());
        assertEquals(
                "cannot invoke f: it takes no arguments, 1 given; its type is ()",
                assertThrows(InvocationException.class, () -> Arguments.parse("f", taking(), List.of("1")))
                        .getMessage());
    }

    @Test
    void results_are_printed_as_the_text_format_writes_them() {
        assertEquals("-1", print(ValueType.I32, 0xffff_ffffL));
        assertEquals("-9223372036854775808", print(ValueType.I64, Long.MIN_VALUE));
        assertEquals("0.1", print(ValueType.F32, Float.floatToRawIntBits(0.1f)));
        assertEquals("3", print(ValueType.F64, Double.doubleToRawLongBits(3)));
        assertEquals("-0", print(ValueType.F64, Double.doubleToRawLongBits(-0.0)));
        assertEquals("-inf", print(ValueType.F32, Float.floatToRawIntBits(Float.NEGATIVE_INFINITY)));
        assertEquals("nan", print(ValueType.F64, Double.doubleToRawLongBits(Double.NaN)));
        assertEquals("null", print(ValueType.FUNCREF, -1));
    }
}
