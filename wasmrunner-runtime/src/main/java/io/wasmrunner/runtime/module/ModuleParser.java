package io.wasmrunner.runtime.module;

import io.wasmrunner.runtime.engine.FunctionType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a module's bytes (Core Specification 2.0, section 5.5). Function bodies are only hopped over. Checks
 * structure: sections in order, counts that fit, indices in range, names that are unique. Types are left to engines.
 */
final class ModuleParser {
    private static final int HEADER = 8;
    /** What a module may declare of one kind, as browsers and wasmtime limit it: bounds the memory a parse takes. */
    private static final int MAX_FUNCTIONS = 1_000_000;

    private static final int MAX_OTHERS = 100_000;
    private static final int MAX_SECTIONS = 10_000;

    private final byte[] bytes;
    final FeatureSet features = new FeatureSet();
    final List<Section> sections = new ArrayList<>();
    final List<@Nullable FunctionType> types = new ArrayList<>();
    final List<Import> imports = new ArrayList<>();
    final List<ExternType.Table> tables = new ArrayList<>();
    final List<ExternType.Memory> memories = new ArrayList<>();
    final List<ExternType.Global> globals = new ArrayList<>();
    final List<ExternType.Tag> tags = new ArrayList<>();
    final List<Export> exports = new ArrayList<>();
    final List<FunctionType> importedFunctions = new ArrayList<>();
    int[] definedFunctions = {};
    int importedTables;
    int importedMemories;
    int start = -1;
    int elementSegments;
    int dataSegments;
    private long dataCount = -1;
    private int bodies;

    ModuleParser(byte[] bytes) {
        this.bytes = bytes;
    }

    void parse() {
        checkHeader();
        WasmReader in = new WasmReader(bytes, HEADER, bytes.length, "");
        SectionKind last = SectionKind.CUSTOM;
        while (!in.atEnd()) {
            Section section = section(in);
            if (section.kind() != SectionKind.CUSTOM) {
                if (section.kind().compareTo(last) <= 0) {
                    throw new ModuleException(
                            "the " + section.kind() + " section comes "
                                    + (section.kind() == last ? "twice" : "too late"),
                            section.start(),
                            "");
                }
                last = section.kind();
            }
            if (sections.size() == MAX_SECTIONS) {
                throw new ModuleException("there are more than " + MAX_SECTIONS + " sections", section.start(), "");
            }
            sections.add(section);
            content(section);
        }
        checkWhole();
    }

    private void checkHeader() {
        ModuleKind kind = ModuleKind.detect(bytes);
        if (kind != ModuleKind.CORE) {
            throw new ModuleException("this is " + kind.words() + ", not a WebAssembly core module", 0, "");
        }
        if (bytes.length < HEADER) {
            throw new ModuleException("unexpected end", bytes.length, "");
        }
    }

    private Section section(WasmReader in) {
        int at = in.position();
        int id = in.u8();
        SectionKind kind = SectionKind.of(id);
        if (kind == null) {
            throw new ModuleException("unknown section with id " + id, at, "");
        }
        int size = in.count(1, "bytes of a section");
        int content = in.position();
        in.skip(size);
        if (kind != SectionKind.CUSTOM) {
            return new Section(kind, kind.toString(), at, content, in.position());
        }
        WasmReader inside = new WasmReader(bytes, content, in.position(), "custom");
        String name = inside.name();
        return new Section(kind, name, at, inside.position(), in.position());
    }

    private void content(Section section) {
        if (section.kind() == SectionKind.CUSTOM) {
            return;
        }
        WasmReader in = new WasmReader(bytes, section.content(), section.end(), section.name());
        TypeReader typed = new TypeReader(in, features);
        switch (section.kind()) {
            case CUSTOM -> throw new IllegalStateException("custom sections have no content of ours");
            case TYPE -> types(in, typed);
            case IMPORT -> imports(in, typed);
            case FUNCTION -> functions(in);
            case TABLE -> tables(in, typed);
            case MEMORY -> memories(in, typed);
            case TAG -> tags(in);
            case GLOBAL -> globals(in, typed);
            case EXPORT -> new ExportReader(in, this).read(count(in, 3, MAX_OTHERS, "exports"));
            case START -> start = function(in);
            case ELEMENT -> elementSegments = new SegmentReader(in, bytes, typed).elements();
            case DATA_COUNT -> {
                features.add(Feature.BULK_MEMORY, Place.Kind.DATA_SEGMENT, 0);
                dataCount = in.u32();
            }
            case CODE -> bodies(in);
            case DATA -> dataSegments = new SegmentReader(in, bytes, typed).data();
        }
        if (!in.atEnd()) {
            throw in.malformed(in.remaining() + " bytes are left over");
        }
    }

    private static int count(WasmReader in, int smallest, int most, String what) {
        int count = in.count(smallest, what);
        if (count > most) {
            throw in.malformed(count + " " + what + " are more than the " + most + " that engines allow");
        }
        return count;
    }

    private void types(WasmReader in, TypeReader typed) {
        int count = count(in, 2, MAX_FUNCTIONS, "types");
        for (int i = 0; i < count; i++) {
            typed.at(Place.Kind.TYPE, types.size());
            typed.definitions(types);
        }
    }

    private FunctionType type(WasmReader in) {
        return type(in, in.index());
    }

    private FunctionType type(WasmReader in, int index) {
        FunctionType type = index < types.size() ? types.get(index) : null;
        if (type == null) {
            throw in.malformed(
                    index < types.size() ? "type " + index + " is not a function type" : "unknown type " + index);
        }
        return type;
    }

    private void imports(WasmReader in, TypeReader typed) {
        int count = count(in, 4, MAX_OTHERS, "imports");
        for (int i = 0; i < count; i++) {
            typed.at(Place.Kind.IMPORT, i);
            imports.add(new Import(in.name(), in.name(), imported(in, typed)));
        }
        importedTables = tables.size();
        importedMemories = memories.size();
    }

    private ExternType imported(WasmReader in, TypeReader typed) {
        int kind = in.u8();
        return switch (kind) {
            case 0 -> {
                FunctionType type = type(in);
                importedFunctions.add(type);
                yield new ExternType.Function(type);
            }
            case 1 -> add(tables, typed.table());
            case 2 -> add(memories, typed.memory());
            case 3 -> {
                ExternType.Global global = typed.global();
                if (global.mutable()) {
                    typed.need(Feature.MUTABLE_GLOBALS);
                }
                yield add(globals, global);
            }
            case 4 -> tag(in);
            default -> throw in.malformed("unknown kind of import " + kind);
        };
    }

    private static <T> T add(List<T> list, T item) {
        list.add(item);
        return item;
    }

    private ExternType.Tag tag(WasmReader in) {
        features.add(Feature.EXCEPTIONS, Place.Kind.TAG, tags.size());
        int attribute = in.u8();
        if (attribute != 0) {
            throw in.malformed("unknown kind of tag " + attribute);
        }
        return add(tags, new ExternType.Tag(type(in)));
    }

    private void functions(WasmReader in) {
        int count = count(in, 1, MAX_FUNCTIONS, "functions");
        definedFunctions = new int[count];
        for (int i = 0; i < count; i++) {
            definedFunctions[i] = in.index();
            type(in, definedFunctions[i]);
        }
    }

    private void tables(WasmReader in, TypeReader typed) {
        int count = count(in, 3, MAX_OTHERS, "tables");
        for (int i = 0; i < count; i++) {
            typed.at(Place.Kind.TABLE, tables.size());
            boolean initialised = in.peek() == 0x40;
            if (initialised) {
                typed.need(Feature.FUNCTION_REFERENCES);
                in.skip(2);
            }
            tables.add(typed.table());
            if (initialised) {
                new SegmentReader(in, bytes, typed).expression();
            }
        }
        if (tables.size() > 1) {
            features.add(Feature.REFERENCE_TYPES, Place.Kind.TABLE, 1);
        }
    }

    private void memories(WasmReader in, TypeReader typed) {
        int count = count(in, 2, MAX_OTHERS, "memories");
        for (int i = 0; i < count; i++) {
            typed.at(Place.Kind.MEMORY, memories.size());
            memories.add(typed.memory());
        }
        if (memories.size() > 1) {
            features.add(Feature.MULTI_MEMORY, Place.Kind.MEMORY, 1);
        }
    }

    private void tags(WasmReader in) {
        int count = count(in, 2, MAX_OTHERS, "tags");
        for (int i = 0; i < count; i++) {
            tag(in);
        }
    }

    private void globals(WasmReader in, TypeReader typed) {
        int count = count(in, 3, MAX_FUNCTIONS, "globals");
        for (int i = 0; i < count; i++) {
            typed.at(Place.Kind.GLOBAL, globals.size());
            globals.add(typed.global());
            new SegmentReader(in, bytes, typed).expression();
        }
    }

    int function(WasmReader in) {
        int index = in.index();
        if (index >= importedFunctions.size() + definedFunctions.length) {
            throw in.malformed("unknown function " + index);
        }
        return index;
    }

    FunctionType functionType(int index) {
        int imported = importedFunctions.size();
        if (index < imported) {
            return importedFunctions.get(index);
        }
        FunctionType type = types.get(definedFunctions[index - imported]);
        if (type == null) {
            throw new IllegalStateException("function types were checked when they were read");
        }
        return type;
    }

    private void bodies(WasmReader in) {
        bodies = count(in, 1, MAX_FUNCTIONS, "functions");
        for (int i = 0; i < bodies; i++) {
            in.skip(in.count(1, "bytes of code"));
        }
    }

    private void checkWhole() {
        if (bodies != definedFunctions.length) {
            throw new ModuleException(
                    definedFunctions.length + " functions are declared and " + bodies + " have code", bytes.length, "");
        }
        if (dataCount >= 0 && dataCount != dataSegments) {
            throw new ModuleException(
                    dataCount + " data segments are announced and there are " + dataSegments, bytes.length, "");
        }
    }
}
