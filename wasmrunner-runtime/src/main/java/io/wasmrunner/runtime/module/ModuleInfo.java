package io.wasmrunner.runtime.module;

import io.wasmrunner.runtime.engine.FunctionType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a module says about itself: everything but its code and data. Immutable. Index spaces start with the imports.
 * Loops instead of streams here and below: a module is read at every start, where the first lambda costs 10 ms.
 */
public final class ModuleInfo {
    private final ModuleBinary binary;
    private final ModuleParser parsed;
    private volatile @Nullable FunctionNames names;
    private volatile @Nullable Map<Feature, FeatureUse> features;

    private ModuleInfo(ModuleBinary binary, ModuleParser parsed) {
        this.binary = binary;
        this.parsed = parsed;
    }

    /** Reads a module, or throws {@link ModuleException} when the bytes are not a well-formed one. */
    public static ModuleInfo parse(ModuleBinary binary) {
        ModuleParser parser = new ModuleParser(binary.bytes());
        parser.parse();
        return new ModuleInfo(binary, parser);
    }

    /** As {@link #parse(ModuleBinary)}. */
    public static ModuleInfo parse(byte[] bytes) {
        return parse(ModuleBinary.of(bytes));
    }

    public ModuleBinary binary() {
        return binary;
    }

    public int typeCount() {
        return parsed.types.size();
    }

    /** A type that the module declares; empty when it is a structure or an array. */
    public Optional<FunctionType> type(int index) {
        return Optional.ofNullable(parsed.types.get(index));
    }

    public List<Import> imports() {
        return Collections.unmodifiableList(parsed.imports);
    }

    public List<Export> exports() {
        return Collections.unmodifiableList(parsed.exports);
    }

    public Optional<Export> export(String name) {
        for (Export export : parsed.exports) {
            if (export.name().equals(name)) {
                return Optional.of(export);
            }
        }
        return Optional.empty();
    }

    /** Imported and defined functions together. */
    public int functionCount() {
        return parsed.importedFunctions.size() + parsed.definedFunctions.length;
    }

    public int importedFunctionCount() {
        return parsed.importedFunctions.size();
    }

    public FunctionType functionType(int function) {
        return parsed.functionType(function);
    }

    /** The function's name in the module's {@code name} section, if it has one. */
    public Optional<String> functionName(int function) {
        return names().of(function);
    }

    public List<ExternType.Table> tables() {
        return Collections.unmodifiableList(parsed.tables);
    }

    public int importedTableCount() {
        return parsed.importedTables;
    }

    public List<ExternType.Memory> memories() {
        return Collections.unmodifiableList(parsed.memories);
    }

    public int importedMemoryCount() {
        return parsed.importedMemories;
    }

    public List<ExternType.Global> globals() {
        return Collections.unmodifiableList(parsed.globals);
    }

    public List<ExternType.Tag> tags() {
        return Collections.unmodifiableList(parsed.tags);
    }

    /** The function that instantiation runs, if any. */
    public OptionalInt startFunction() {
        return parsed.start < 0 ? OptionalInt.empty() : OptionalInt.of(parsed.start);
    }

    public int elementSegmentCount() {
        return parsed.elementSegments;
    }

    public int dataSegmentCount() {
        return parsed.dataSegments;
    }

    /** All sections, as they come. */
    public List<Section> sections() {
        return Collections.unmodifiableList(parsed.sections);
    }

    public Optional<Section> section(SectionKind kind) {
        for (Section section : parsed.sections) {
            if (section.kind() == kind) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    public Optional<Section> customSection(String name) {
        for (Section section : parsed.sections) {
            if (section.kind() == SectionKind.CUSTOM && section.name().equals(name)) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    /** Size of the code section, bytes; 0 when there is none. */
    public int codeSize() {
        Section code = section(SectionKind.CODE).orElse(null);
        return code == null ? 0 : code.size();
    }

    /** The features it needs, each with the first place that needs it. Scans the code the first time it is asked. */
    public Map<Feature, FeatureUse> features() {
        Map<Feature, FeatureUse> known = features;
        if (known == null) {
            known = Collections.unmodifiableMap(FeatureScan.of(this));
            features = known;
        }
        return known;
    }

    /** The features that its declarations need, without a look at the code. */
    public Map<Feature, FeatureUse> declaredFeatures() {
        return Collections.unmodifiableMap(parsed.features.uses());
    }

    public boolean uses(Feature feature) {
        return features().containsKey(feature);
    }

    private FunctionNames names() {
        FunctionNames known = names;
        if (known == null) {
            known = FunctionNames.read(this);
            names = known;
        }
        return known;
    }
}
