package io.wasmrunner.runtime.wasi;

import java.util.EnumMap;
import java.util.Map;

/** The families of one version, made when the first of their functions is asked for. */
final class Families {
    private final WasiState state;
    private final Snapshot snapshot;
    private final Map<WasiFunction.Group, Family> made = new EnumMap<>(WasiFunction.Group.class);

    Families(WasiState state, Snapshot snapshot) {
        this.state = state;
        this.snapshot = snapshot;
    }

    Family of(WasiFunction function) {
        Family family = made.get(function.group());
        if (family == null) {
            family = make(function.group());
            made.put(function.group(), family);
        }
        return family;
    }

    private Family make(WasiFunction.Group group) {
        return switch (group) {
            case ARGUMENTS -> new ArgumentFunctions(state);
            case CLOCKS -> new ClockFunctions(state);
            case DESCRIPTORS -> new DescriptorFunctions(state);
            case ATTRIBUTES -> new AttributeFunctions(state, snapshot);
            case TRANSFERS -> new TransferFunctions(state, snapshot);
            case PATHS -> new PathFunctions(state, snapshot);
            case POLL -> new PollFunctions(state, snapshot);
            case PROCESS -> new ProcessFunctions(state);
            case SOCKETS -> new SocketFunctions(state);
            case OUTBOUND -> new OutboundFunctions(state);
        };
    }
}
