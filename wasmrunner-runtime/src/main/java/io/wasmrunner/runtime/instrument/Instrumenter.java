package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.module.Export;
import io.wasmrunner.runtime.module.ModuleException;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Section;
import io.wasmrunner.runtime.module.SectionKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes quotas into a module. The same module and options always give the same bytes. No index of the module's own
 * changes: what is added comes last.
 *
 * <p>The start function no longer runs by itself: the host calls {@link Control#START} after it has set its limits.
 *
 * <p><b>Fuel.</b> Each instruction costs 1, except {@code nop}, {@code block}, {@code loop}, {@code else}, {@code end}
 * and exception handlers, which are free. Entering a function costs 1 for every eight local variables it declares. An
 * instruction that works on a length costs 1 more for every eight bytes of memory, or for each table or array element;
 * {@code memory.grow} does not, since the memory limit bounds it. Host functions cost nothing beyond their call.
 *
 * <p>What a basic block costs is charged when it is entered: at a function's and a loop's start, at each arm of an
 * {@code if} and behind it, behind a conditional branch, and at the end of a block that a branch leads to. When less
 * fuel is left than the block costs, nothing of it runs, the rest of the fuel stays as it is, and the guest traps with
 * {@link Control#STOP_FUEL}. So the same module with the same input and fuel always stops at the same place, whatever
 * the engine.
 *
 * <p><b>Call depth.</b> Functions that call no other function of the module are not counted: without them, nothing
 * nests. A tail call gives its own place up first.
 */
public final class Instrumenter {
    private final ModuleInfo module;
    private final byte[] bytes;
    private final Additions additions;
    private final @Nullable WasmWriter code;
    private final LimitsRewriter limits;
    private final WasmWriter out;

    private Instrumenter(ModuleInfo module, Instrumentation wanted) {
        this.module = module;
        bytes = module.binary().bytes();
        limits = new LimitsRewriter(module, wanted);
        additions = new Additions(module);
        code = wanted.touchesCode()
                ? new CodeRewriter(module, wanted, additions, new Controls(additions, wanted)).rewrite()
                : null;
        if (module.startFunction().isPresent()) {
            additions.export(Control.START, module.startFunction().getAsInt());
        }
        out = new WasmWriter(bytes.length + (code == null ? 1_024 : code.size()));
    }

    /**
     * The module with the wanted quotas in it; its own bytes when nothing is wanted.
     *
     * @throws ModuleException when the module is malformed
     * @throws LimitExceededAtStartException when it needs more at start than a limit allows
     * @throws UnsupportedFeatureException when a limit cannot be kept in a module like this
     */
    public static byte[] instrument(ModuleInfo module, Instrumentation wanted) {
        if (wanted.isNone()) {
            return module.binary().bytes();
        }
        checkExports(module);
        checkStart(module);
        return new Instrumenter(module, wanted).write();
    }

    private static void checkExports(ModuleInfo module) {
        for (Export export : module.exports()) {
            if (export.name().startsWith(Control.PREFIX)) {
                throw new ModuleException(
                        "it exports \"" + export.name() + "\", a name that is kept for the host",
                        module.section(SectionKind.EXPORT).orElseThrow().start(),
                        "export");
            }
        }
    }

    private static void checkStart(ModuleInfo module) {
        if (module.startFunction().isPresent()) {
            FunctionType type = module.functionType(module.startFunction().getAsInt());
            if (!type.parameters().isEmpty() || !type.results().isEmpty()) {
                throw new ModuleException("the start function has type " + type, 0, "start");
            }
        }
    }

    private byte[] write() {
        out.copy(bytes, 0, 8);
        @Nullable SectionKind next = SectionKind.TYPE;
        int last = lastOfOurs();
        for (int i = 0; i < module.sections().size(); i++) {
            Section section = module.sections().get(i);
            if (i == last + 1) {
                createUpTo(next, null);
                next = null;
            }
            if (section.kind() == SectionKind.CUSTOM) {
                if (isKept(section.name())) {
                    out.copy(bytes, section.start(), section.end());
                }
                continue;
            }
            createUpTo(next, section.kind());
            rewrite(section);
            next = after(section.kind());
        }
        createUpTo(next, null);
        return out.toBytes();
    }

    /** The last section that is not custom, -1 when there is none. What is new goes before the custom ones behind it. */
    private int lastOfOurs() {
        int last = module.sections().size() - 1;
        while (last >= 0 && module.sections().get(last).kind() == SectionKind.CUSTOM) {
            last--;
        }
        return last;
    }

    /** What describes code by its position is wrong once the code has changed; what is for linkers always is. */
    private boolean isKept(String custom) {
        if (custom.equals("linking") || custom.startsWith("reloc.")) {
            return false;
        }
        return code == null
                || !(custom.startsWith(".debug_")
                        || custom.startsWith("metadata.code.")
                        || custom.equals("sourceMappingURL"));
    }

    /** Writes the sections that the module does not have, but needs now, from one kind up to another. */
    private void createUpTo(@Nullable SectionKind from, @Nullable SectionKind to) {
        for (SectionKind kind = from; kind != null && kind != to; kind = after(kind)) {
            List<WasmWriter> added = added(kind);
            if (!added.isEmpty()) {
                section(kind, append(0, null, added));
            }
        }
    }

    private static @Nullable SectionKind after(SectionKind kind) {
        SectionKind[] all = SectionKind.values();
        for (int i = 0; i < all.length - 1; i++) {
            if (all[i] == kind) {
                return all[i + 1];
            }
        }
        return null;
    }

    private void rewrite(Section section) {
        switch (section.kind()) {
            case START -> {}
            case IMPORT, TABLE, MEMORY -> section(section.kind(), limits.rewrite(section));
            case CODE -> {
                if (code == null) {
                    copy(section);
                } else {
                    section(
                            section.kind(),
                            append(
                                    module.functionCount() - module.importedFunctionCount(),
                                    code,
                                    added(section.kind())));
                }
            }
            case TYPE, FUNCTION, GLOBAL, EXPORT -> extend(section);
            case CUSTOM, TAG, ELEMENT, DATA_COUNT, DATA -> copy(section);
        }
    }

    private void copy(Section section) {
        out.copy(bytes, section.start(), section.end());
    }

    private void extend(Section section) {
        List<WasmWriter> added = added(section.kind());
        if (added.isEmpty()) {
            copy(section);
            return;
        }
        Vector vector = Vector.of(bytes, section);
        section(
                section.kind(),
                append(
                        vector.count(),
                        new WasmWriter(section.size()).copy(bytes, vector.items(), section.end()),
                        added));
    }

    private static WasmWriter append(int count, @Nullable WasmWriter items, List<WasmWriter> added) {
        WasmWriter content = new WasmWriter(items == null ? 64 : items.size() + 1_024).u32(count + added.size());
        if (items != null) {
            content.copy(items);
        }
        for (WasmWriter item : added) {
            content.copy(item);
        }
        return content;
    }

    private List<WasmWriter> added(SectionKind kind) {
        return switch (kind) {
            case TYPE -> additions.newTypes;
            case FUNCTION -> additions.functions;
            case GLOBAL -> additions.globals;
            case EXPORT -> additions.exports;
            case CODE -> additions.bodies;
            case CUSTOM, IMPORT, TABLE, MEMORY, TAG, START, ELEMENT, DATA_COUNT, DATA -> List.of();
        };
    }

    private void section(SectionKind kind, WasmWriter content) {
        out.u8(kind.id()).u32(content.size()).copy(content);
    }
}
