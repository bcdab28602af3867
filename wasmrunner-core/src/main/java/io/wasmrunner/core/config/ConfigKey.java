package io.wasmrunner.core.config;

import io.wasmrunner.core.text.KeySequence;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be configured, in the order of lists and of {@code docs/configuration.md}. */
public enum ConfigKey {
    RUN_ENGINE(
            "run.engine", "--engine", "What runs modules; auto chooses by the module.", "auto", "chicory", "wasmtime"),
    RUN_SANDBOX(
            "run.sandbox",
            "--sandbox",
            "The kernel's sandbox around guests and compilers; off is a flag's alone.",
            "strict",
            "required",
            "partial"),
    RUN_SCAN("run.scan", "--scan", "Whether modules are looked over before they run.", "off", "warn", "deny"),
    RUN_PULL("run.pull", "--pull", "When an image is pulled before it runs.", "missing", "always", "never"),
    LOG_DRIVER(
            "log.driver",
            "--log-driver",
            "Where the output of containers goes that are made from now on.",
            "json-file",
            "local",
            "journald",
            "syslog",
            "none"),
    LOG_MAX_SIZE(
            "log.max-size",
            "--log-opt max-size",
            "Bytes at which a container's log is turned over; 0 is never.",
            Kind.SIZE,
            20 << 20,
            0,
            Long.MAX_VALUE),
    LOG_MAX_FILE(
            "log.max-file", "--log-opt max-file", "Files that are kept of a container's log.", Kind.COUNT, 5, 1, 1000),
    LOG_COMPRESS(
            "log.compress",
            "--log-opt compress",
            "Whether those turned over are compressed; auto is as the driver does, which local alone does.",
            "auto",
            "true",
            "false"),
    STOP_TIMEOUT(
            "container.stop-timeout",
            "--stop-timeout",
            "How long stop waits before it kills, for containers that are made from now on.",
            Kind.DURATION,
            10_000_000_000L,
            0,
            Long.MAX_VALUE),
    DETACH_KEYS(
            "container.detach-keys",
            "--detach-keys",
            "What to type on a terminal to leave an attached container running.",
            Kind.KEYS,
            "ctrl-p,ctrl-q"),
    EVENTS_MAX_SIZE(
            "events.max-size",
            "",
            "Bytes at which the file of events is turned over.",
            Kind.SIZE,
            8 << 20,
            64 << 10,
            Long.MAX_VALUE),
    EVENTS_MAX_FILES("events.max-files", "", "Files of events that are kept.", Kind.COUNT, 2, 2, 100),
    CACHE_SIZE(
            "cache.modules-size",
            "",
            "Bytes of compiled modules that are kept; 0 is all.",
            Kind.SIZE,
            2L << 30,
            0,
            Long.MAX_VALUE),
    FORMAT_PS(
            "format.ps", "ps --format", "How ps prints its list: table, json or a Go template.", Kind.FORMAT, "table"),
    FORMAT_IMAGES(
            "format.images",
            "images --format",
            "How images prints its list: table, json or a Go template.",
            Kind.FORMAT,
            "table"),
    DEBUG("debug", "--debug", "Whether errors show where they come from.", "false", "true");

    /** How the text of a value is read. */
    public enum Kind {
        WORD("one of some words, in quotes"),
        SIZE("a size in quotes such as \"64m\", or a number of bytes"),
        DURATION("a duration in quotes such as \"10s\", or a number of seconds"),
        COUNT("a whole number"),
        KEYS("a list of keys, in quotes"),
        /** Checked by who prints. */
        FORMAT("text in quotes");

        private final String wanted;

        Kind(String wanted) {
            this.wanted = wanted;
        }

        /** What a file is to have for it. */
        String wanted() {
            return wanted;
        }
    }

    private final String name;
    private final String flag;
    private final String help;
    private final Kind kind;
    /** With a space between them. */
    private final String words;

    private final String usual;
    private final long usualNumber;
    private final long least;
    private final long most;

    /** A key that is one of these words, the first of which is the default. */
    ConfigKey(String name, String flag, String help, String... words) {
        this(name, flag, help, Kind.WORD, String.join(" ", words), words[0], 0, 0, 0);
    }

    ConfigKey(String name, String flag, String help, Kind kind, String usual) {
        this(name, flag, help, kind, "", usual, 0, 0, 0);
    }

    ConfigKey(String name, String flag, String help, Kind kind, long usual, long least, long most) {
        this(name, flag, help, kind, "", "", usual, least, most);
    }

    ConfigKey(
            String name,
            String flag,
            String help,
            Kind kind,
            String words,
            String usual,
            long usualNumber,
            long least,
            long most) {
        this.name = name;
        this.flag = flag;
        this.help = help;
        this.kind = kind;
        this.words = words;
        this.usual = usual;
        this.usualNumber = usualNumber;
        this.least = least;
        this.most = most;
    }

    /** The key of that dotted name. */
    public static Optional<ConfigKey> find(String name) {
        for (ConfigKey key : values()) {
            if (key.name.equals(name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /**
     * The same, for one that is typed.
     *
     * @throws WasmrunnerException with the nearest name, when there is none
     */
    public static ConfigKey parse(String name) {
        return find(name).orElseThrow(() -> usage(unknown(name)));
    }

    /** What is wrong with a name that is no key's. */
    static String unknown(String name) {
        if (tables().contains(name)) {
            return name + " is a table: write [" + name + "], and keys below";
        }
        List<String> names = new ArrayList<>(tables());
        for (ConfigKey key : values()) {
            names.add(key.name);
        }
        List<String> meant = Nearest.to(name, names);
        return "unknown key \"" + name + "\"; "
                + (meant.isEmpty()
                        ? "wasmrunner config ls has all there are"
                        : "did you mean " + String.join(" or ", meant) + "?");
    }

    /** The tables that keys stand in. */
    static Set<String> tables() {
        Set<String> tables = new LinkedHashSet<>();
        for (ConfigKey key : values()) {
            if (!key.table().isEmpty()) {
                tables.add(key.table());
            }
        }
        return tables;
    }

    /** The table it stands in; empty for none. */
    String table() {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /** Its name within the table. */
    String leaf() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** The environment variable that sets it: {@code WASMRUNNER_RUN_ENGINE}. */
    public String variable() {
        return "WASMRUNNER_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    public Kind kind() {
        return kind;
    }

    /** The words it can be; none when it is not one of some. */
    public List<String> words() {
        return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
    }

    /** The flag that goes before it; empty for none. */
    public String flag() {
        return flag;
    }

    /** One sentence. */
    public String help() {
        return help;
    }

    /** The default. */
    public ConfigValue usual() {
        return new ConfigValue(
                switch (kind) {
                    case SIZE -> Quantities.writeSize(usualNumber);
                    case DURATION -> Quantities.writeDuration(usualNumber);
                    case COUNT -> Long.toString(usualNumber);
                    case WORD, KEYS, FORMAT -> usual;
                },
                usualNumber);
    }

    /**
     * What a text means.
     *
     * @param where what messages call it
     * @throws WasmrunnerException {@link ErrorCode#USAGE} with what is allowed, when it is not that
     */
    public ConfigValue read(String where, String text) {
        return switch (kind) {
            case WORD -> word(where, text);
            case SIZE -> inRange(where, text, Quantities.size(where, text));
            case DURATION -> inRange(where, text, Quantities.duration(where, text));
            case COUNT -> inRange(where, text, Quantities.count(where, text));
            case KEYS -> {
                KeySequence.parse(where, text);
                yield new ConfigValue(text, 0);
            }
            case FORMAT -> {
                if (text.isBlank()) {
                    throw usage("cannot read %s: it is table, json or a Go template".formatted(where));
                }
                yield new ConfigValue(text, 0);
            }
        };
    }

    private ConfigValue word(String where, String text) {
        List<String> allowed = words();
        if (allowed.contains(text)) {
            return new ConfigValue(text, 0);
        }
        String all = String.join(", ", allowed.subList(0, allowed.size() - 1)) + " or " + allowed.getLast();
        throw usage("cannot read %s \"%s\": it is %s".formatted(where, text, all));
    }

    private ConfigValue inRange(String where, String text, long number) {
        if (number < least || number > most) {
            String first = kind == Kind.SIZE ? Quantities.writeSize(least) : Long.toString(least);
            throw usage("cannot read %s %s: it is %s"
                    .formatted(where, text, most == Long.MAX_VALUE ? "at least " + first : first + " to " + most));
        }
        return new ConfigValue(text, number);
    }

    /** A value as TOML writes it. */
    String literal(ConfigValue value) {
        return switch (kind) {
            case COUNT -> Long.toString(value.number());
            case WORD ->
                value.text().equals("true") || value.text().equals("false")
                        ? value.text()
                        : TomlText.quoted(value.text());
            case SIZE, DURATION, KEYS, FORMAT -> TomlText.quoted(value.text());
        };
    }

    private static WasmrunnerException usage(String message) {
        return new WasmrunnerException(ErrorCode.USAGE, message);
    }

    /** As files and commands write it. */
    @Override
    public String toString() {
        return name;
    }
}
