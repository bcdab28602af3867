package io.wasmrunner.runtime.instrument;

/** The names of the functions that instrumenting adds to a module's exports, for the host alone. */
public final class Control {
    /** What every such name starts with. A module that has such an export already is refused. */
    public static final String PREFIX = "wasmrunner:";

    /** The module's start function: {@code () -> ()}. There when the module has one; call it before anything else. */
    public static final String START = PREFIX + "start";

    /** {@code (i64) -> ()}: sets the fuel that is left, 0 to {@link Long#MAX_VALUE}. Unlimited until it is set. */
    public static final String SET_FUEL = PREFIX + "set_fuel";

    /** {@code () -> i64}: the fuel that is left. */
    public static final String FUEL = PREFIX + "fuel";

    /**
     * {@code (i32) -> ()}: how many more calls may be nested. Unlimited until it is set; to be set again before each
     * call from the host, since one that ended in a trap does not give back what it took.
     */
    public static final String SET_CALL_DEPTH = PREFIX + "set_call_depth";

    /** {@code () -> i32}: one of the {@code STOP_} numbers, telling why the guest executed {@code unreachable}. */
    public static final String STOP = PREFIX + "stop";

    /** {@code () -> i32}: what could not grow: {@link #DENIED_MEMORY}, {@link #DENIED_TABLE}, both or 0. */
    public static final String DENIED = PREFIX + "denied";

    /** No limit stopped it: if it trapped, it was the guest's own doing. */
    public static final int STOP_NONE = 0;

    /** No fuel is left for what comes next. */
    public static final int STOP_FUEL = 1;

    /** Calls are nested too deep. */
    public static final int STOP_CALL_DEPTH = 2;

    public static final int DENIED_MEMORY = 1;
    public static final int DENIED_TABLE = 2;

    private Control() {}
}
