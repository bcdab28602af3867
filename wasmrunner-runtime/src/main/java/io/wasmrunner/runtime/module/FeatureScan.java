package io.wasmrunner.runtime.module;

import java.util.Map;

/** Finds the features that a module's code needs, with the first function that needs each. */
final class FeatureScan {
    private FeatureScan() {}

    static Map<Feature, FeatureUse> of(ModuleInfo module) {
        FeatureSet found = new FeatureSet(module.declaredFeatures());
        CodeReader code = new CodeReader(module);
        InstructionCursor cursor = new InstructionCursor(module.binary().bytes(), "code");
        while (code.hasNext()) {
            code.next();
            cursor.range(code.expression(), code.end());
            scan(cursor, code.function(), found);
        }
        return found.uses();
    }

    private static void scan(InstructionCursor cursor, int function, FeatureSet found) {
        int open = 1;
        Feature last = null;
        while (open > 0) {
            cursor.next();
            switch (cursor.opcode()) {
                case Opcode.BLOCK, Opcode.LOOP, Opcode.IF, Opcode.TRY, Opcode.TRY_TABLE -> open++;
                case Opcode.END, Opcode.DELEGATE -> open--;
                default -> {}
            }
            Feature feature = cursor.neededFeature();
            if (feature != null && feature != last) {
                found.add(feature, Place.Kind.FUNCTION, function);
                last = feature;
            }
        }
        if (cursor.hasNext()) {
            throw cursor.malformed("function " + function + " goes on after its end");
        }
    }
}
