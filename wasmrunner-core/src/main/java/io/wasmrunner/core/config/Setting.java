package io.wasmrunner.core.config;

/** A key with what holds for it. */
public record Setting(ConfigKey key, ConfigValue value, Source source) {

    /** What holds when nobody set it. */
    static Setting standard(ConfigKey key) {
        return new Setting(key, key.usual(), new Source.Standard());
    }

    public String text() {
        return value.text();
    }

    public long number() {
        return value.number();
    }

    /** Whether somebody set it. */
    public boolean isSet() {
        return !(source instanceof Source.Standard);
    }
}
