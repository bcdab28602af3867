package io.wasmrunner.runtime.abi;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Reads the sensors from Linux's {@code /proc} and {@code /sys}; elsewhere most are not available. */
public final class HostSensors {
    private static final Path PROC = Path.of("/proc");
    private static final Path THERMAL = Path.of("/sys/class/thermal");

    private final Path disk;

    /** Sensors whose disk is the one that {@code disk} lies on. */
    public HostSensors(Path disk) {
        this.disk = disk;
    }

    public OptionalInt read(Sensor sensor) {
        try {
            return switch (sensor) {
                case CPU_LOAD -> permille(firstNumber("loadavg"), processors());
                case MEMORY_USED -> {
                    long total = memory("MemTotal:");
                    yield permille((double) (total - memory("MemAvailable:")), (double) total);
                }
                case TEMPERATURE -> temperature();
                case UPTIME -> OptionalInt.of((int) firstNumber("uptime"));
                case DISK_USED -> disk();
                case MEMORY_TOTAL -> OptionalInt.of((int) (memory("MemTotal:") / 1024));
                case PROCESSORS -> OptionalInt.of(processors());
            };
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static OptionalInt permille(double part, double whole) {
        return whole <= 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.round(1000 * part / whole));
    }

    private static double firstNumber(String file) throws IOException {
        String text = Files.readString(PROC.resolve(file));
        return Double.parseDouble(text.substring(0, text.indexOf(' ')));
    }

    /** KiB. */
    private static long memory(String field) throws IOException {
        for (String line : Files.readAllLines(PROC.resolve("meminfo"))) {
            if (line.startsWith(field)) {
                return Long.parseLong(
                        line.substring(field.length()).replace("kB", "").trim());
            }
        }
        throw new IOException("no " + field);
    }

    private static OptionalInt temperature() throws IOException {
        OptionalInt hottest = OptionalInt.empty();
        try (DirectoryStream<Path> zones = Files.newDirectoryStream(THERMAL, "thermal_zone*")) {
            for (Path zone : zones) {
                int reading =
                        Integer.parseInt(Files.readString(zone.resolve("temp")).trim());
                if (hottest.isEmpty() || reading > hottest.getAsInt()) {
                    hottest = OptionalInt.of(reading);
                }
            }
        }
        return hottest;
    }

    private OptionalInt disk() throws IOException {
        Path there = disk;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        var store = Files.getFileStore(there);
        return permille((double) (store.getTotalSpace() - store.getUsableSpace()), (double) store.getTotalSpace());
    }
}
