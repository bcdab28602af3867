package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.module.ModuleInfo;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds modules of a size and shape that no assembler would take. */
final class ScannedModule {
    private final ByteArrayOutputStream module = new ByteArrayOutputStream();

    ScannedModule() {
        put(module, 0, 'a', 's', 'm', 1, 0, 0, 0);
    }

    static void put(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
        }
    }

    static byte[] leb(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    /** The pattern, over and over. */
    static byte[] times(int count, int... pattern) {
        byte[] all = new byte[count * pattern.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) pattern[i % pattern.length];
        }
        return all;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    ScannedModule section(int id, byte[]... parts) {
        byte[] content = join(parts);
        module.write(id);
        module.writeBytes(leb(content.length));
        module.writeBytes(content);
        return this;
    }

    ScannedModule custom(String name, byte[] content) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return section(0, leb(utf8.length), utf8, content);
    }

    ScannedModule custom(String name, String content) {
        return custom(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** One passive data segment. */
    ScannedModule data(String content) {
        byte[] utf8 = content.getBytes(StandardCharsets.UTF_8);
        return section(11, leb(1), leb(1), leb(utf8.length), utf8);
    }

    /** As many functions with that body: its local variables and code without the last end. */
    ScannedModule functions(int count, byte[] body) {
        byte[] whole = join(leb(body.length + 1), body, leb(0x0b));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(whole);
        }
        return section(1, leb(1), new byte[] {0x60, 0, 0})
                .section(3, leb(count), new byte[count])
                .section(10, leb(count), all.toByteArray());
    }

    ModuleInfo done() {
        return ModuleInfo.parse(module.toByteArray());
    }

    ScanResult scan() {
        return ModuleScan.of(done(), ModuleScan::isProvided);
    }
}
