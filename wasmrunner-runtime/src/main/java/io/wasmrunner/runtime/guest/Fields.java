package io.wasmrunner.runtime.guest;

import java.util.ArrayList;
import java.util.List;

/** Several texts in the value of one record. None but the last may hold the separator, a control character. */
final class Fields {
    static final char SEPARATOR = '\u001f';

    private Fields() {}

    static String join(String... fields) {
        return String.join(String.valueOf(SEPARATOR), fields);
    }

    /** At most {@code most} of them: the last is the rest. */
    static List<String> split(String text, int most) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(SEPARATOR);
                end >= 0 && fields.size() < most - 1;
                end = text.indexOf(SEPARATOR, start)) {
            fields.add(text.substring(start, end));
            start = end + 1;
        }
        fields.add(text.substring(start));
        return fields;
    }
}
