package io.wasmrunner.runtime.engine.chicory;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.WasmWriter;
import com.dylibso.chicory.wasm.types.RawSection;
import com.dylibso.chicory.wasm.types.SectionId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/** A module whose compiled functions are reduced to {@code unreachable}, so that reading it takes no time. */
final class BodilessModule {
    private static final byte[] UNREACHABLE_BODY = {3, 0, 0x00, 0x0b};

    private BodilessModule() {}

    /** The module without custom sections, and with the bodies of the functions in {@code interpreted} alone. */
    static byte[] strip(byte[] bytes, WasmModule module, Set<Integer> interpreted) {
        int firstDefined = module.importSection().count(com.dylibso.chicory.wasm.types.ExternalType.FUNCTION);
        WasmWriter writer = new WasmWriter();
        Parser.parseWithoutDecoding(bytes, section -> {
            if (section.sectionId() == SectionId.CODE) {
                byte[] code = ((RawSection) section).contents();
                writer.writeSection(SectionId.CODE, withoutBodies(code, firstDefined, interpreted));
            } else if (section.sectionId() != SectionId.CUSTOM) {
                writer.writeSection((RawSection) section);
            }
        });
        return writer.bytes();
    }

    private static byte[] withoutBodies(byte[] code, int firstDefined, Set<Integer> interpreted) {
        ByteBuffer in = ByteBuffer.wrap(code);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count = leb128(in);
        out.write(code, 0, in.position());
        for (int i = 0; i < count; i++) {
            int start = in.position();
            int size = leb128(in);
            in.position(in.position() + size);
            if (interpreted.contains(firstDefined + i)) {
                out.write(code, start, in.position() - start);
            } else {
                out.writeBytes(UNREACHABLE_BODY);
            }
        }
        return out.toByteArray();
    }

    private static int leb128(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
