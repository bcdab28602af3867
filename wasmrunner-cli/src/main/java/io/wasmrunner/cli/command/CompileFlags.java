package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.List;

/** The flags that decide what code is compiled: the engine and the quotas. {@code run} and {@code compile} share them. */
final class CompileFlags {
    static final Flag ENGINE =
            Flag.value("name", "Engine to run on: auto (default), chicory or wasmtime.", "--engine", "--runtime");
    static final Flag INTERPRET = Flag.toggle("Do not compile the module; slow, but it starts at once.", "--interpret");
    static final Flag MEMORY = Flag.value(
            "size",
            "Memory the guest may have, for example 64m. Default 1g; 0 for the engine's most, 2g.",
            "-m",
            "--memory");
    static final Flag TIMEOUT = Flag.value(
            "duration", "Stop the guest after this wall time, for example 5s. Default 0: never.", "--timeout");
    static final Flag FUEL = Flag.value(
            "count",
            "Stop the guest after this many instructions, always at the same one. Default 0: never.",
            "--fuel");
    static final Flag HOST_CALLS = Flag.value(
            "count", "Stop the guest at this many calls of host functions. Default 0: never.", "--max-syscalls");
    static final Flag OPEN_FILES = Flag.value(
            "count", "Descriptors the guest may have open at once. Default 1024; 0: any.", "--max-open-files");
    static final Flag OUTPUT = Flag.value(
            "size", "Stop the guest after this much on stdout and stderr together. Default 0: never.", "--max-output");
    static final Flag DISK =
            Flag.value("size", "Bytes the guest may write to files, counted as written. Default 0: any.", "--max-disk");
    static final Flag TABLE =
            Flag.value("count", "Elements all tables may have together. Default 10m; 0: any.", "--max-table-elements");
    static final Flag CALL_DEPTH = Flag.value(
            "count",
            "Stop the guest when this many of its calls are nested. Default 0: the engine's stack.",
            "--max-call-depth");

    static final List<Flag> ALL =
            List.of(ENGINE, INTERPRET, MEMORY, TIMEOUT, FUEL, HOST_CALLS, OPEN_FILES, OUTPUT, DISK, TABLE, CALL_DEPTH);

    private CompileFlags() {}

    static ModuleCompiler.Settings settings(ParsedLine line, Context context) {
        return new ModuleCompiler.Settings(engine(line, context), line.has(INTERPRET), quotas(line));
    }

    private static String engine(ParsedLine line, Context context) {
        return line.has(ENGINE)
                ? line.value(ENGINE).orElseThrow()
                : context.settings().text(ConfigKey.RUN_ENGINE);
    }

    static Quotas quotas(ParsedLine line) {
        Quotas usual = Quotas.DEFAULT;
        return new Quotas(
                size(line, MEMORY, usual.memory()),
                line.value(TIMEOUT)
                        .map(text -> Quantities.duration("--timeout", text))
                        .orElse(usual.wallTime()),
                count(line, FUEL, usual.fuel()),
                count(line, HOST_CALLS, usual.hostCalls()),
                count(line, OPEN_FILES, usual.openFiles()),
                size(line, OUTPUT, usual.output()),
                size(line, DISK, usual.disk()),
                count(line, TABLE, usual.tableElements()),
                count(line, CALL_DEPTH, usual.callDepth()));
    }

    private static long size(ParsedLine line, Flag flag, long usual) {
        return line.value(flag).map(text -> Quantities.size(flag.name(), text)).orElse(usual);
    }

    private static long count(ParsedLine line, Flag flag, long usual) {
        return line.value(flag).map(text -> Quantities.count(flag.name(), text)).orElse(usual);
    }
}
