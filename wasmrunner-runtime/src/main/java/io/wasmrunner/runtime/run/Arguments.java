package io.wasmrunner.runtime.run;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.ValueType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Values of an invoked export, from and to the way people write them. */
final class Arguments {
    private Arguments() {}

    /** The raw bits of each argument, or {@link InvocationException} when they do not fit the function's type. */
    static long[] parse(String export, FunctionType type, List<String> texts) {
        List<ValueType> wanted = type.parameters();
        if (texts.size() != wanted.size()) {
            throw new InvocationException("cannot invoke %s: it takes %s, %s given; its type is %s"
                    .formatted(export, count(wanted.size()), texts.isEmpty() ? "none" : texts.size(), type));
        }
        long[] raw = new long[texts.size()];
        for (int i = 0; i < raw.length; i++) {
            try {
                raw[i] = parse(wanted.get(i), texts.get(i).replace("_", ""));
            } catch (IllegalArgumentException e) {
                throw new InvocationException("cannot invoke %s: argument %d, \"%s\", is not %s; its type is %s"
                        .formatted(export, i + 1, texts.get(i), article(wanted.get(i)), type));
            }
        }
        return raw;
    }

    private static String count(int arguments) {
        return arguments == 0 ? "no arguments" : arguments == 1 ? "1 argument" : arguments + " arguments";
    }

    private static String article(ValueType type) {
        return (type == ValueType.V128 ? "a " : "an ")
                + type
                + (type.compareTo(ValueType.F64) > 0 ? " one can write" : "");
    }

    private static long parse(ValueType type, String text) {
        return switch (type) {
            case I32 -> integer(text, 32).intValue();
            case I64 -> integer(text, 64).longValue();
            case F32 -> Float.floatToRawIntBits(Float.parseFloat(floating(text)));
            case F64 -> Double.doubleToRawLongBits(Double.parseDouble(floating(text)));
            case V128, FUNCREF, EXTERNREF, REF -> throw new IllegalArgumentException();
        };
    }

    /** Decimal or 0x…; as a signed or an unsigned number of {@code bits} bits. */
    private static BigInteger integer(String text, int bits) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        boolean hexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
        BigInteger magnitude = hexadecimal ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
        BigInteger value = negative ? magnitude.negate() : magnitude;
        if (magnitude.signum() < 0 || value.bitLength() > (negative ? bits - 1 : bits)) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    /** As Java writes the same number; Java would also take spaces, suffixes and its own words. */
    private static String floating(String text) {
        return switch (text) {
            case "inf", "+inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            case "nan" -> "NaN";
            default -> {
                if (!text.matches(
                        "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?|[-+]?0[xX][0-9a-fA-F.]+([pP][-+]?[0-9]+)?")) {
                    throw new IllegalArgumentException();
                }
                yield text.matches("(?i)[-+]?0x[^p]*") ? text + "p0" : text;
            }
        };
    }

    static List<String> print(FunctionType type, long[] raw) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < raw.length; i++) {
            texts.add(print(type.results().get(i), raw[i]));
        }
        return texts;
    }

    private static String print(ValueType type, long raw) {
        return switch (type) {
            case I32 -> Integer.toString((int) raw);
            case I64 -> Long.toString(raw);
            case F32 -> number(Float.toString(Float.intBitsToFloat((int) raw)));
            case F64 -> number(Double.toString(Double.longBitsToDouble(raw)));
            case FUNCREF, EXTERNREF, REF -> raw == -1 ? "null" : "<" + type + ">";
            case V128 -> "<v128>";
        };
    }

    private static String number(String java) {
        String text = java.endsWith(".0") ? java.substring(0, java.length() - 2) : java;
        return switch (text) {
            case "Infinity" -> "inf";
            case "-Infinity" -> "-inf";
            case "NaN" -> "nan";
            default -> text;
        };
    }
}
