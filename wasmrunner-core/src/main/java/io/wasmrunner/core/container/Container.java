package io.wasmrunner.core.container;

import io.wasmrunner.core.sandbox.ContainerId;

/** A container: what it is, and what has become of it. */
public record Container(ContainerSpec spec, ContainerState state) {

    public ContainerId id() {
        return spec.id();
    }

    /** What its user calls it. */
    public String name() {
        return spec.name().text();
    }

    public Status status() {
        return state.status();
    }

    /**
     * The status that a move leads to.
     *
     * @throws io.wasmrunner.runtime.WasmrunnerException when it may not happen now
     */
    public Status after(Move move) {
        return move.from(status(), name());
    }

    public Container with(ContainerState other) {
        return new Container(spec, other);
    }

    public Container with(ContainerSpec other) {
        return new Container(other, state);
    }
}
