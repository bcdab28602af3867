package io.wasmrunner.runtime.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
final class HostSensorsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "CPU_LOAD, 0, 1000000",
        "MEMORY_USED, 1, 1000",
        "UPTIME, 1, 2147483647",
        "DISK_USED, 0, 1000",
        "MEMORY_TOTAL, 64, 100000000",
        "PROCESSORS, 1, 10000"
    })
    void a_reading_is_plausible(Sensor sensor, int least, int most) {
        int reading = new HostSensors(folder).read(sensor).orElseThrow();

        assertTrue(least <= reading && reading <= most, sensor + " " + reading);
    }

    @Test
    void a_temperature_is_read_where_there_is_a_thermometer() {
        OptionalInt reading = new HostSensors(folder).read(Sensor.TEMPERATURE);

        assertTrue(
                reading.isEmpty() || (reading.getAsInt() > -50_000 && reading.getAsInt() < 150_000), reading::toString);
    }

    @Test
    void the_disk_of_a_folder_that_is_not_made_yet_is_that_of_its_parent() {
        assertTrue(new HostSensors(folder.resolve("not/there"))
                .read(Sensor.DISK_USED)
                .isPresent());
    }

    @Test
    void each_sensor_has_a_number_of_its_own() {
        for (Sensor sensor : Sensor.values()) {
            assertEquals(sensor, Sensor.of(sensor.id()).orElseThrow());
        }
        assertTrue(Sensor.of(0).isEmpty());
    }
}
