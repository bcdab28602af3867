package io.wasmrunner.cli.format;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.config.Setting;
import io.wasmrunner.core.config.Settings;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.Optional;

/** How a list is printed when the line does not say: as configured. */
public final class ListFormat {
    private ListFormat() {}

    /** What the line says, else the configuration; empty for the list's own table. */
    public static Optional<String> of(ParsedLine line, Flag flag, ConfigKey key, Settings settings) {
        if (line.has(flag)) {
            return line.value(flag);
        }
        Setting setting = settings.get(key);
        if (!setting.isSet()) {
            return Optional.empty();
        }
        check(setting.source().toString(), key, setting.text());
        return Optional.of(setting.text());
    }

    /**
     * Holds a value to be a format, when its key is for one.
     *
     * @param where it stands
     * @throws WasmrunnerException {@link ErrorCode#USAGE} when it is none
     */
    public static void check(String where, ConfigKey key, String text) {
        if (key.kind() != ConfigKey.Kind.FORMAT) {
            return;
        }
        try {
            GoTemplate.parse(text.startsWith("table ") ? text.substring("table ".length()) : text);
        } catch (WasmrunnerException | TemplateException e) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot read %s of %s: %s".formatted(key, where, e.getMessage()), e);
        }
    }
}
