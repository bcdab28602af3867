package io.wasmrunner.core.container;

import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.config.Setting;
import io.wasmrunner.core.config.Settings;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a container's output goes.
 *
 * @param options as {@code --log-opt} has them, checked
 */
public record LogSettings(Driver driver, SortedMap<String, String> options) {
    private static final String SIZE = "max-size";
    private static final String FILES = "max-file";
    private static final String COMPRESS = "compress";
    private static final String MODE = "mode";
    private static final String BUFFER = "max-buffer-size";
    private static final String TAG = "tag";

    public LogSettings {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    /** Who takes it. */
    public enum Driver {
        JSON_FILE,
        LOCAL,
        JOURNALD,
        SYSLOG,
        NONE;

        /** What it can be told. */
        Set<String> options() {
            return switch (this) {
                case JSON_FILE, LOCAL -> Set.of(SIZE, FILES, COMPRESS, MODE, BUFFER, TAG);
                case JOURNALD -> Set.of(TAG, MODE, BUFFER);
                case SYSLOG -> Set.of(TAG, MODE, BUFFER, "syslog-address", "syslog-facility", "syslog-format");
                case NONE -> Set.of();
            };
        }

        /** Whether what it took can be read back by {@code logs}. */
        public boolean isReadable() {
            return this == JSON_FILE || this == LOCAL;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Reads {@code --log-driver} and {@code --log-opt}; what they leave open is as configured, as far as it is for the driver.
     *
     * @param options {@code name=value} each
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for a driver or an option that there is not
     */
    public static LogSettings parse(Optional<String> driver, List<String> options, Settings configured) {
        LogSettings asked = parse(driver.orElseGet(() -> configured.text(ConfigKey.LOG_DRIVER)), options);
        SortedMap<String, String> all = new TreeMap<>(asked.options);
        configure(SIZE, configured.get(ConfigKey.LOG_MAX_SIZE), asked.driver, all);
        configure(FILES, configured.get(ConfigKey.LOG_MAX_FILE), asked.driver, all);
        if (!configured.text(ConfigKey.LOG_COMPRESS).equals("auto")) {
            configure(COMPRESS, configured.get(ConfigKey.LOG_COMPRESS), asked.driver, all);
        }
        return new LogSettings(asked.driver, all);
    }

    private static void configure(String option, Setting setting, Driver driver, SortedMap<String, String> all) {
        if (setting.isSet() && driver.options().contains(option)) {
            all.putIfAbsent(option, setting.text());
        }
    }

    private static LogSettings parse(String driver, List<String> options) {
        Driver chosen = null;
        for (Driver one : Driver.values()) {
            chosen = one.toString().equals(driver) ? one : chosen;
        }
        if (chosen == null) {
            throw usage("cannot log to \"%s\": --log-driver is json-file, local, journald, syslog or none"
                    .formatted(driver));
        }
        SortedMap<String, String> all = new TreeMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (equals < 0 || !chosen.options().contains(name)) {
                throw usage("cannot use --log-opt %s with the driver %s%s"
                        .formatted(option, chosen, suggestion(name, chosen)));
            }
            all.put(name, option.substring(equals + 1));
        }
        LogSettings settings = new LogSettings(chosen, all);
        settings.maxSize();
        settings.maxFiles();
        return settings;
    }

    private static String suggestion(String name, Driver driver) {
        if (driver.options().isEmpty()) {
            return ": it takes none";
        }
        String near = Nearest.hint(name, driver.options());
        return near.isEmpty() ? "; it takes " + String.join(", ", new TreeSet<>(driver.options())) : near;
    }

    /** Bytes at which a file is moved away; 20 MiB unless said otherwise, {@code 0} or {@code -1} for never. */
    public long maxSize() {
        String text = options.getOrDefault(SIZE, "20m");
        return text.equals("-1") ? 0 : Quantities.size("--log-opt " + SIZE, text);
    }

    /** Files kept, the one being written among them; 5 unless said otherwise. */
    public int maxFiles() {
        String text = options.getOrDefault(FILES, "5");
        long count = Quantities.count("--log-opt " + FILES, text);
        if (count < 1 || count > 1000) {
            throw usage("cannot use --log-opt max-file=%s: it is 1 to 1000".formatted(text));
        }
        return (int) count;
    }

    /** Whether files that were moved away are compressed: by {@code local} unless it is told not to. */
    public boolean compresses() {
        return options.getOrDefault(COMPRESS, Boolean.toString(driver == Driver.LOCAL))
                .equals("true");
    }

    private static WasmrunnerException usage(String message) {
        return new WasmrunnerException(ErrorCode.USAGE, message);
    }

    /** What the user's files and machine have by default. */
    public static LogSettings standard() {
        return new LogSettings(Driver.JSON_FILE, new TreeMap<>());
    }
}
