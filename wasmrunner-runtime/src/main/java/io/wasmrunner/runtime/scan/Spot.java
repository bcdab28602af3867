package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Place;
import io.wasmrunner.runtime.module.Section;
import io.wasmrunner.runtime.module.SectionKind;

/**
 * Where in a module a finding is.
 *
 * @param kind for example {@code function}, {@code memory}, {@code import}, {@code custom section}; {@code module} when
 *     it is about the whole
 * @param index in the index space of its kind; -1 when it has none
 * @param name the name that the module gives it, shortened; may be empty
 * @param offset bytes from the start of the module; where the section starts that declares it, when it has no code
 */
public record Spot(String kind, int index, String name, int offset) {

    static Spot module() {
        return new Spot("module", -1, "", 0);
    }

    static Spot function(ModuleInfo module, int index, int offset) {
        return new Spot("function", index, module.functionName(index).orElse(""), offset);
    }

    static Spot custom(Section section, int offset) {
        return new Spot("custom section", -1, section.name(), offset);
    }

    /** Something declared in a section of {@code kind}, or imported. */
    static Spot declared(ModuleInfo module, Place.Kind what, int index, String name, SectionKind where) {
        Section section = module.section(where)
                .or(() -> module.section(SectionKind.IMPORT))
                .orElse(null);
        String kind = new Place(what, 0).toString();
        return new Spot(kind.substring(0, kind.length() - 2), index, name, section == null ? 0 : section.start());
    }

    /** For people: {@code function 9 "spin"}. */
    @Override
    public String toString() {
        return kind + (index < 0 ? "" : " " + index) + (name.isEmpty() ? "" : " \"" + name + "\"");
    }
}
