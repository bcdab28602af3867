package io.wasmrunner.runtime.module;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.Map;

/**
 * A core module that was read and is well-formed as far as its declarations go; its code is read when it is asked for.
 *
 * @param name what the user called it, for messages
 */
public record LoadedModule(String name, ModuleInfo info) {

    /** The last part of its path, for the guest's first argument. */
    public String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The features it needs; says so when its code is malformed. */
    public Map<Feature, FeatureUse> features() {
        try {
            return info.features();
        } catch (ModuleException e) {
            throw malformed(name, e);
        }
    }

    /** Bytes of its largest function's body; says so when its code is malformed. */
    public int largestFunction() {
        try {
            CodeReader code = new CodeReader(info);
            int largest = 0;
            while (code.hasNext()) {
                code.next();
                largest = Math.max(largest, code.end() - code.start());
            }
            return largest;
        } catch (ModuleException e) {
            throw malformed(name, e);
        }
    }

    public static WasmrunnerException malformed(String name, ModuleException e) {
        return new WasmrunnerException(ErrorCode.CANNOT_RUN, "cannot read %s: %s".formatted(name, e.getMessage()), e);
    }
}
