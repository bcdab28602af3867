package io.wasmrunner.core.container;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.List;
import java.util.Locale;

/**
 * A signal of Linux, by its number (signal(7)). WASI preview 1 lets no guest hear one, so what counts is what the
 * kernel does with a process that handles none.
 */
public record Signal(int number) {
    public static final Signal KILL = new Signal(9);
    public static final Signal TERM = new Signal(15);

    private static final int LARGEST = 64;
    private static final int STOP = 19;
    private static final int CONT = 18;

    /** The first is number 1. */
    private static final List<String> NAMES = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");

    /** What a process without a handler does. */
    public enum Action {
        END,
        IGNORE,
        STOP,
        CONTINUE
    }

    /**
     * Reads {@code TERM}, {@code SIGTERM} or {@code 15}, in either case.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for what is no signal
     */
    public static Signal parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        int index = NAMES.indexOf(upper.startsWith("SIG") ? upper.substring(3) : upper);
        if (index >= 0) {
            return new Signal(index + 1);
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= LARGEST) {
                return new Signal(number);
            }
        } catch (NumberFormatException e) {
            // As for one that is out of range.
        }
        throw new WasmrunnerException(
                ErrorCode.USAGE,
                "cannot read the signal \"%s\": it is a name such as TERM or a number from 1 to 64".formatted(text));
    }

    /** What the kernel does with a process that does not handle it. */
    public Action action() {
        return switch (number) {
            case 17, 23, 28 -> Action.IGNORE;
            case CONT -> Action.CONTINUE;
            case STOP, STOP + 1, STOP + 2, STOP + 3 -> Action.STOP;
            default -> Action.END;
        };
    }

    /** Of a process that it ended, as shells have it. */
    public int exitCode() {
        return 128 + number;
    }

    @Override
    public String toString() {
        return number <= NAMES.size() ? "SIG" + NAMES.get(number - 1) : Integer.toString(number);
    }
}
