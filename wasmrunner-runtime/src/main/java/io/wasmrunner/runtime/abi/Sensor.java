package io.wasmrunner.runtime.abi;

import java.util.Optional;

/** What {@code read_sensor} can read, by number. Readings are whole numbers in the unit named. */
public enum Sensor {
    CPU_LOAD(1, "per mille", "load of the last minute for each processor"),
    MEMORY_USED(2, "per mille", "memory in use"),
    TEMPERATURE(3, "milli-degrees Celsius", "the hottest thermal zone"),
    UPTIME(4, "seconds", "time since the host started"),
    DISK_USED(5, "per mille", "space in use where the state folder is"),
    MEMORY_TOTAL(6, "MiB", "memory there is"),
    PROCESSORS(7, "count", "processors there are");

    private final int id;
    private final String unit;
    private final String description;

    Sensor(int id, String unit, String description) {
        this.id = id;
        this.unit = unit;
        this.description = description;
    }

    public static Optional<Sensor> of(int id) {
        for (Sensor sensor : values()) {
            if (sensor.id == id) {
                return Optional.of(sensor);
            }
        }
        return Optional.empty();
    }

    public int id() {
        return id;
    }

    public String unit() {
        return unit;
    }

    public String description() {
        return description;
    }
}
