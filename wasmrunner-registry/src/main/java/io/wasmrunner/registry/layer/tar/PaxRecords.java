package io.wasmrunner.registry.layer.tar;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The records of an extended header: {@code length key=value\n} (POSIX pax, "pax Extended Header"). */
final class PaxRecords {
    private PaxRecords() {}

    static Map<String, String> parse(byte[] bytes, TarFault fault) {
        Map<String, String> records = new HashMap<>();
        int at = 0;
        while (at < bytes.length) {
            int space = at;
            int length = 0;
            while (space < bytes.length && bytes[space] >= '0' && bytes[space] <= '9' && length <= bytes.length) {
                length = length * 10 + bytes[space] - '0';
                space++;
            }
            int end = at + length;
            if (space == at
                    || space >= bytes.length
                    || bytes[space] != ' '
                    || length > bytes.length - at
                    || end <= space + 1
                    || bytes[end - 1] != '\n') {
                throw fault.because("an extended header of it has a record of a wrong length");
            }
            String record = new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals < 1) {
                throw fault.because("an extended header of it has a record without a name");
            }
            records.put(record.substring(0, equals), record.substring(equals + 1));
            at = end;
        }
        return records;
    }
}
