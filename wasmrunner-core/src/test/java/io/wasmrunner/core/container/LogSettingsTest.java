package io.wasmrunner.core.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LogSettingsTest {
    private static Settings configured(String driver, String compress) {
        return new Settings(
                Path.of("nowhere"),
                Map.of(
                        "WASMRUNNER_LOG_DRIVER",
                        driver,
                        "WASMRUNNER_LOG_MAX_SIZE",
                        "50m",
                        "WASMRUNNER_LOG_MAX_FILE",
                        "2",
                        "WASMRUNNER_LOG_COMPRESS",
                        compress));
    }

    @Test
    void what_flags_leave_open_is_as_configured() {
        LogSettings log =
                LogSettings.parse(Optional.empty(), List.of("max-size=1m", "tag=x"), configured("local", "false"));

        assertEquals(LogSettings.Driver.LOCAL, log.driver());
        assertEquals(1 << 20, log.maxSize());
        assertEquals(2, log.maxFiles());
        assertFalse(log.compresses());
    }

    @Test
    void nothing_is_configured_for_a_driver_that_does_not_take_it() {
        LogSettings log = LogSettings.parse(Optional.of("none"), List.of(), configured("local", "true"));

        assertEquals(Map.of(), log.options());
        assertEquals(LogSettings.Driver.NONE, log.driver());
    }

    @Test
    void whether_it_compresses_is_up_to_the_driver_unless_it_is_configured() {
        assertTrue(LogSettings.parse(Optional.of("local"), List.of(), configured("json-file", "auto"))
                .compresses());
        assertFalse(LogSettings.parse(Optional.of("json-file"), List.of(), configured("local", "auto"))
                .compresses());
        assertTrue(LogSettings.parse(Optional.of("json-file"), List.of(), configured("local", "true"))
                .compresses());
    }

    @Test
    void without_a_configuration_a_container_is_told_nothing_of_its_log() {
        LogSettings log = LogSettings.parse(Optional.empty(), List.of(), new Settings(Path.of("nowhere"), Map.of()));

        assertEquals(LogSettings.standard(), log);
    }
}
