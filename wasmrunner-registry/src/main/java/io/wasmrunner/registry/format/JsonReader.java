package io.wasmrunner.registry.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/**
 * Reads one document (RFC 8259) and nothing more than that allows. The library's parsers start by working out large powers of
 * ten, which takes a fifth of what a short command takes (docs/adr/0021).
 */
final class JsonReader {
    /** Objects and arrays in each other. */
    private static final int DEEPEST = 64;

    /** Characters. */
    private static final int LONGEST_NUMBER = 100;

    /** Digits of an integer that is surely a long. */
    private static final int LONG_DIGITS = 18;

    /** Where a character would be. */
    private static final int END = -1;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Why a text is no such document, and where. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        private SyntaxException(String message) {
            super(message);
        }
    }

    /** An array: before it is compiled, code takes several times as long to look at a String. */
    private final char[] text;

    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text.toCharArray();
    }

    /** @throws SyntaxException when there is not one value */
    JsonNode read() throws SyntaxException {
        JsonNode value = value();
        if (next() != END) {
            throw failure("more stands behind the value");
        }
        return value;
    }

    private JsonNode value() throws SyntaxException {
        return switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> NODES.textNode(string());
            case 't' -> word("true", NODES.booleanNode(true));
            case 'f' -> word("false", NODES.booleanNode(false));
            case 'n' -> word("null", NODES.nullNode());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected("a value");
        };
    }

    private ObjectNode object() throws SyntaxException {
        ObjectNode object = NODES.objectNode();
        deeper();
        if (next() == '}') {
            return closed(object);
        }
        while (true) {
            if (next() != '"') {
                throw unexpected("a name in quotes");
            }
            int start = at;
            String name = string();
            if (object.has(name)) {
                at = start;
                throw failure("the name \"" + name + "\" stands twice in an object");
            }
            if (next() != ':') {
                throw unexpected("a colon");
            }
            at++;
            object.set(name, value());
            switch (next()) {
                case ',' -> {
                    at++;
                    next();
                }
                case '}' -> {
                    return closed(object);
                }
                default -> throw unexpected("a comma or }");
            }
        }
    }

    private ArrayNode array() throws SyntaxException {
        ArrayNode array = NODES.arrayNode();
        deeper();
        if (next() == ']') {
            return closed(array);
        }
        while (true) {
            array.add(value());
            switch (next()) {
                case ',' -> at++;
                case ']' -> {
                    return closed(array);
                }
                default -> throw unexpected("a comma or ]");
            }
        }
    }

    private void deeper() throws SyntaxException {
        if (++depth > DEEPEST) {
            throw failure("more than " + DEEPEST + " objects and arrays stand in each other");
        }
        at++;
    }

    private <T extends JsonNode> T closed(T node) {
        depth--;
        at++;
        return node;
    }

    private JsonNode word(String word, JsonNode node) throws SyntaxException {
        if (!isHere(word)) {
            throw unexpected("a value");
        }
        at += word.length();
        return node;
    }

    private boolean isHere(String word) {
        return text.length - at >= word.length() && new String(text, at, word.length()).equals(word);
    }

    private String string() throws SyntaxException {
        int start = ++at;
        while (at < text.length) {
            char c = text[at];
            if (c == '"') {
                return new String(text, start, at++ - start);
            }
            if (c == '\\') {
                return withEscapes(start);
            }
            if (c < ' ') {
                throw unexpected("an escape of this character");
            }
            at++;
        }
        throw unexpected("the end of a text");
    }

    private String withEscapes(int start) throws SyntaxException {
        StringBuilder built = new StringBuilder().append(text, start, at - start);
        while (at < text.length) {
            char c = text[at];
            if (c == '"') {
                at++;
                return built.toString();
            }
            if (c < ' ') {
                throw unexpected("an escape of this character");
            }
            at++;
            if (c == '\\') {
                escape(built);
            } else {
                built.append(c);
            }
        }
        throw unexpected("the end of a text");
    }

    private void escape(StringBuilder built) throws SyntaxException {
        char c = at < text.length ? text[at] : 0;
        switch (c) {
            case '"', '\\', '/' -> built.append(c);
            case 'b' -> built.append('\b');
            case 'f' -> built.append('\f');
            case 'n' -> built.append('\n');
            case 'r' -> built.append('\r');
            case 't' -> built.append('\t');
            case 'u' -> {
                unicode(built);
                return;
            }
            default -> throw unexpected("an escape");
        }
        at++;
    }

    /** Two that belong together are one character; one of them alone is none. */
    private void unicode(StringBuilder built) throws SyntaxException {
        int start = at - 1;
        char unit = unit();
        built.append(unit);
        if (Character.isHighSurrogate(unit) && isHere("\\u")) {
            at++;
            char low = unit();
            if (Character.isLowSurrogate(low)) {
                built.append(low);
                return;
            }
        }
        if (Character.isSurrogate(unit)) {
            at = start;
            throw failure("half a character stands in a text");
        }
    }

    /** Four hexadecimal digits behind the u at which this is. */
    private char unit() throws SyntaxException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            int digit = at < text.length ? Character.digit(text[at], 16) : -1;
            if (digit < 0 || text[at] > 'f') {
                throw unexpected("a hexadecimal digit");
            }
            unit = unit << 4 | digit;
        }
        at++;
        return (char) unit;
    }

    private JsonNode number() throws SyntaxException {
        int start = at;
        boolean integer = true;
        if (text[at] == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            integer = false;
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            integer = false;
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        String number = new String(text, start, at - start);
        if (number.length() > LONGEST_NUMBER) {
            at = start;
            throw failure("a number has more than " + LONGEST_NUMBER + " characters");
        }
        return integer ? integer(number) : NODES.numberNode(Double.parseDouble(number));
    }

    private void digits() throws SyntaxException {
        if (!isDigit(peek())) {
            throw unexpected("a digit");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static JsonNode integer(String number) {
        if (number.length() > LONG_DIGITS) {
            BigInteger big = new BigInteger(number);
            return big.bitLength() < Long.SIZE ? NODES.numberNode(big.longValue()) : NODES.numberNode(big);
        }
        long value = Long.parseLong(number);
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }

    /** What comes behind white space; {@link #END} when nothing does. */
    private int next() {
        while (true) {
            int c = peek();
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c;
            }
            at++;
        }
    }

    private int peek() {
        return at < text.length ? text[at] : END;
    }

    private SyntaxException unexpected(String wanted) {
        return failure((at < text.length ? "something else than " : "it ends instead of ") + wanted);
    }

    private SyntaxException failure(String why) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at && i < text.length; i++) {
            boolean ends = text[i] == '\n';
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
        }
        return new SyntaxException(why + " (line " + line + ", column " + column + ")");
    }
}
