package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.module.ModuleSource;
import io.wasmrunner.core.network.OutboundRules;
import io.wasmrunner.core.run.RunRequest;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.abi.AbiCapability;
import io.wasmrunner.runtime.guest.GuestConsole;
import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.run.Invocation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** From the flags of {@code run} to what core is asked for. */
final class RunRequests {
    private RunRequests() {}

    /** For a module's file, which runs without a container. */
    static RunRequest of(ParsedLine line, Context context) {
        List<String> arguments = arguments(line);
        RunListeners listeners = RunListeners.of(line, List.of(), context::warn);
        var settings = CompileFlags.settings(line, context);
        Invocation invocation = line.value(RunFlags.INVOKE)
                .<Invocation>map(name -> new Invocation.Export(name, arguments))
                .orElseGet(Invocation.Start::new);
        GuestSpec guest = new GuestSpec(
                arguments,
                listeners.named(Environment.of(line, context.environment(), List.of())),
                RunMounts.ofHost(line),
                listeners.all(),
                PolicyFlags.of(line, context.state()),
                settings.engine(),
                settings.interpreted(),
                invocation,
                capabilities(line),
                network(line, context),
                new GuestConsole(true, line.has(RunFlags.TERMINAL)));
        return new RunRequest(
                new ModuleSource.Named(line.operands().getFirst()),
                List.of(),
                SandboxMode.parse(RunFlags.sandbox(line, context)),
                RunFlags.scan(line, context),
                PolicyFlags.note(line, guest.policy(), context.state()),
                line.has(RunFlags.ENV_INHERIT),
                guest);
    }

    static List<String> arguments(ParsedLine line) {
        return line.operands().subList(1, line.operands().size());
    }

    static GuestNetwork network(ParsedLine line, Context context) {
        return OutboundRules.parse(
                line.value(RunFlags.NETWORK),
                line.values(RunFlags.ALLOW_HOST),
                line.values(RunFlags.ALLOW_CIDR),
                line.values(RunFlags.ADD_HOST),
                context::warn);
    }

    static Set<AbiCapability> capabilities(ParsedLine line) {
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
