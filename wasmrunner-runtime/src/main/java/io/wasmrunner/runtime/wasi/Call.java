package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.runtime.engine.MemoryFaultException;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Tally;
import java.util.Optional;

/** One function as engines call it: the one place where calls are counted, refusals recorded and errors numbered. */
final class Call implements HostFunction.Body {
    /** Memory is measured at the first of this many calls: on Wasmtime that costs. */
    private static final int SAMPLE = 63;

    private final WasiState state;
    private final WasiFunction function;
    private final Family family;
    private final Meter calls;
    private final Tally tally;
    private final int number;

    private int sampling;

    Call(WasiState state, WasiFunction function, Family family) {
        this.state = state;
        this.function = function;
        this.family = family;
        calls = state.config().meters().hostCalls();
        tally = state.config().meters().tally();
        number = Wasi.number(function);
    }

    @Override
    public long call(GuestMemory memory, long[] arguments) {
        calls.charge(1);
        tally.call(number);
        if ((sampling++ & SAMPLE) == 0) {
            tally.memory(memory.size());
        }
        state.beginCall();
        try {
            family.call(function, memory, arguments);
            return ErrnoNumbers.SUCCESS;
        } catch (ErrnoException e) {
            Optional<String> refusal = e.refusal();
            if (refusal.isPresent()) {
                state.noteRefusal(function, e.errno(), refusal.get());
            }
            return ErrnoNumbers.of(e.errno());
        } catch (MemoryFaultException e) {
            return ErrnoNumbers.of(Errno.FAULT);
        }
    }
}
