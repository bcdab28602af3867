package io.wasmrunner.bench;

import io.wasmrunner.runtime.abi.AbiCapability;
import io.wasmrunner.runtime.abi.AbiHost;
import io.wasmrunner.runtime.abi.AlertLevel;
import io.wasmrunner.runtime.abi.HostAbi;
import io.wasmrunner.runtime.abi.Sensor;
import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.GuestInstance;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.quota.Meters;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A new instance of examples/abi/simple.wasm, run to its end: one line logged through the host's own ABI. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class InstantiateAndRun {
    private static final FunctionType NOTHING = new FunctionType(List.of(), List.of());

    @Param({"chicory", "wasmtime"})
    public String engine = "";

    private final LastLine host = new LastLine();
    private OpenEngine open;

    private static final class LastLine implements AbiHost {
        private String line = "";

        @Override
        public void log(String logged) {
            line = logged;
        }

        @Override
        public OptionalInt read(Sensor sensor) {
            return OptionalInt.empty();
        }

        @Override
        public void alert(AlertLevel level, String message) {}
    }

    @Setup
    public void open() {
        open = OpenEngine.of(engine, OpenEngine.file("examples/abi/simple.wasm"));
    }

    @TearDown
    public void close() {
        open.close();
    }

    @Benchmark
    public String run() {
        HostAbi abi = new HostAbi(host, Set.of(AbiCapability.LOG), Meters.of(Quotas.NONE), new ViolationLog());
        try (GuestInstance guest = open.module().instantiate(abi)) {
            guest.call("run", NOTHING);
        }
        return host.line;
    }
}
