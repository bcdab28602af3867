package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.ImageProgram;
import io.wasmrunner.core.module.ModuleSource;
import io.wasmrunner.core.network.OutboundRules;
import io.wasmrunner.core.run.Mounts;
import io.wasmrunner.core.run.RunRequest;
import io.wasmrunner.core.run.ScanBefore;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.abi.AbiCapability;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.run.Invocation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** From the flags of {@code run} to what core is asked for. */
final class RunRequests {
    private RunRequests() {}

    static RunRequest of(ParsedLine line, Context context) {
        return of(
                line,
                context,
                new ModuleSource.Named(line.operands().getFirst()),
                arguments(line),
                List.of(),
                List.of(),
                List.of());
    }

    static RunRequest of(ParsedLine line, Context context, ImageProgram program) {
        return of(
                line,
                context,
                program,
                program.arguments(),
                program.environment(),
                program.exposedPorts(),
                program.mounts());
    }

    static List<String> arguments(ParsedLine line) {
        return line.operands().subList(1, line.operands().size());
    }

    private static RunRequest of(
            ParsedLine line,
            Context context,
            ModuleSource module,
            List<String> arguments,
            List<String> variables,
            List<String> exposed,
            List<GuestMount> mounts) {
        RunListeners listeners = RunListeners.of(line, exposed, context::warn);
        var settings = CompileFlags.settings(line);
        GuestNetwork network = OutboundRules.parse(
                line.value(RunFlags.NETWORK),
                line.values(RunFlags.ALLOW_HOST),
                line.values(RunFlags.ALLOW_CIDR),
                line.values(RunFlags.ADD_HOST),
                context::warn);
        Invocation invocation = line.value(RunFlags.INVOKE)
                .<Invocation>map(name -> new Invocation.Export(name, arguments))
                .orElseGet(Invocation.Start::new);
        GuestSpec guest = new GuestSpec(
                arguments,
                listeners.named(Environment.of(line, context.environment(), variables)),
                mounts(line),
                listeners.all(),
                PolicyFlags.of(line, context.state()),
                settings.engine(),
                settings.interpreted(),
                invocation,
                capabilities(line),
                network);
        return new RunRequest(
                module,
                mounts,
                line.value(RunFlags.SANDBOX).map(SandboxMode::parse).orElse(SandboxMode.STRICT),
                line.value(RunFlags.SCAN).map(ScanBefore::parse).orElse(ScanBefore.OFF),
                PolicyFlags.note(line, guest.policy(), context.state()),
                line.has(RunFlags.ENV_INHERIT),
                guest);
    }

    private static List<GuestMount> mounts(ParsedLine line) {
        List<GuestMount> mounts = new ArrayList<>();
        for (String value : line.values(RunFlags.DIR)) {
            mounts.add(Mounts.parseDir(value));
        }
        for (String value : line.values(RunFlags.VOLUME)) {
            mounts.add(Mounts.parseVolume(value));
        }
        for (String value : line.values(RunFlags.MOUNT)) {
            mounts.add(Mounts.parseMount(value));
        }
        return line.has(RunFlags.READ_ONLY)
                ? mounts.stream().map(GuestMount::readOnly).toList()
                : mounts;
    }

    private static Set<AbiCapability> capabilities(ParsedLine line) {
        Set<AbiCapability> granted = EnumSet.noneOf(AbiCapability.class);
        for (String value : line.values(RunFlags.ALLOW_ABI)) {
            for (String name : value.split(",", -1)) {
                granted.add(capability(name.strip()));
            }
        }
        return granted;
    }

    private static AbiCapability capability(String name) {
        for (AbiCapability capability : AbiCapability.values()) {
            if (capability.toString().equals(name)) {
                return capability;
            }
        }
        throw usage("cannot grant \"%s\": --allow-abi takes log, sensors and alerts".formatted(name));
    }

    private static WasmrunnerException usage(String message) {
        return new WasmrunnerException(ErrorCode.USAGE, message);
    }
}
