package io.wasmrunner.bench;

import io.wasmrunner.runtime.instrument.Instrumenter;
import io.wasmrunner.runtime.module.ModuleInfo;
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
import org.openjdk.jmh.annotations.Warmup;

/** What happens to a module's bytes before an engine sees them. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Reading {
    @Param({"examples/abi/simple.wasm", "examples/hello/hello.wasm", "examples/hello/hello-rust.wasm"})
    public String file = "";

    private byte[] bytes = {};

    @Setup
    public void read() {
        bytes = OpenEngine.file(file);
    }

    /** The sections, without the code. */
    @Benchmark
    public ModuleInfo parse() {
        return ModuleInfo.parse(bytes);
    }

    /** With the quotas of a run without flags written into it. */
    @Benchmark
    public byte[] parseAndInstrument() {
        return Instrumenter.instrument(ModuleInfo.parse(bytes), OpenEngine.DEFAULT);
    }

    /** The same with fuel counted, which changes every function. */
    @Benchmark
    public byte[] parseAndMeter() {
        return Instrumenter.instrument(ModuleInfo.parse(bytes), OpenEngine.DEFAULT.withFuel());
    }
}
