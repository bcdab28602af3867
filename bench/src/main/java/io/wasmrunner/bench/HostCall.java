package io.wasmrunner.bench;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.GuestInstance;
import io.wasmrunner.runtime.engine.ValueType;
import io.wasmrunner.runtime.wasi.Wasi;
import io.wasmrunner.runtime.wasi.WasiConfig;
import io.wasmrunner.sandbox.io.HostPoller;
import io.wasmrunner.sandbox.io.MemoryStreams;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One {@code clock_time_get} from a guest that does nothing else, through the whole of WASI. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HostCall {
    private static final int CALLS = 10_000;
    private static final FunctionType READ = new FunctionType(List.of(ValueType.I32), List.of());

    @Param({"chicory", "wasmtime"})
    public String engine = "";

    private OpenEngine open;
    private Wasi wasi;
    private GuestInstance guest;

    @Setup
    public void open() {
        open = OpenEngine.of(engine, OpenEngine.file("bench/src/main/resources/clock.wasm"));
        wasi = new Wasi(WasiConfig.builder(
                        MemoryStreams.empty(), MemoryStreams.output(0), MemoryStreams.output(0), new HostPoller())
                .build());
        guest = open.module().instantiate(wasi);
    }

    @TearDown
    public void close() {
        guest.close();
        wasi.close();
        open.close();
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long clock() {
        guest.call("read", READ, CALLS);
        return guest.memory().getLong(8);
    }
}
