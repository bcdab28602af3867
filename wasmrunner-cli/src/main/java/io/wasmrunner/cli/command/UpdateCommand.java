package io.wasmrunner.cli.command;

import io.wasmrunner.cli.command.container.Each;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.container.LifeSettings;
import io.wasmrunner.core.container.RestartPolicy;
import io.wasmrunner.core.life.Postponed;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.quota.OsLimits;
import io.wasmrunner.sandbox.quota.Quotas;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code wasmrunner update}. */
public final class UpdateCommand implements Command {
    private static final Flag RESTART =
            Flag.value("policy", "no, on-failure[:times], always or unless-stopped; holds at once.", "--restart");

    @Override
    public String name() {
        return "update";
    }

    @Override
    public List<String> aliases() {
        return List.of("container update");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Change the limits and the restart policy of containers";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                CompileFlags.MEMORY,
                PolicyFlags.CPUS,
                PolicyFlags.PIDS,
                CompileFlags.TIMEOUT,
                CompileFlags.FUEL,
                RESTART);
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINERS;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner update --restart always api", "wasmrunner update -m 128m --cpus 0.5 api");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        if (line.flags().isEmpty()) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot update " + line.operands().getFirst() + ": there is nothing to change");
        }
        Optional<RestartPolicy> restart = line.value(RESTART).map(RestartPolicy::parse);
        return Each.of(line.operands(), context, (containers, container) -> {
            LifeSettings life = container.spec().life();
            GuestSettings guest = container.spec().guest();
            Postponed postponed = containers.update(
                    container.id(),
                    guest.with(policy(line, guest.policy())),
                    restart.map(life::with).orElse(life));
            if (postponed.quotas()) {
                context.warn(container.name() + ": memory, timeout and fuel hold from its next start on");
            }
            if (postponed.limits()) {
                context.warn(container.name() + ": this run has no cgroup for processors or threads: their limits wait"
                        + " for its next start");
            }
        });
    }

    private static Policy policy(ParsedLine line, Policy now) {
        Quotas quotas = now.quotas();
        OsLimits limits = now.limits();
        return now.with(new Quotas(
                        line.value(CompileFlags.MEMORY)
                                .map(text -> Quantities.size("-m", text))
                                .orElse(quotas.memory()),
                        line.value(CompileFlags.TIMEOUT)
                                .map(text -> Quantities.duration("--timeout", text))
                                .orElse(quotas.wallTime()),
                        line.value(CompileFlags.FUEL)
                                .map(text -> Quantities.count("--fuel", text))
                                .orElse(quotas.fuel()),
                        quotas.hostCalls(),
                        quotas.openFiles(),
                        quotas.output(),
                        quotas.disk(),
                        quotas.tableElements(),
                        quotas.callDepth()))
                .with(new OsLimits(
                        line.value(PolicyFlags.CPUS)
                                .map(text -> Quantities.cpus("--cpus", text))
                                .orElse(limits.cpus()),
                        limits.cpuTime(),
                        line.value(PolicyFlags.PIDS)
                                .map(text -> Quantities.count("--pids-limit", text))
                                .orElse(limits.pids()),
                        limits.readRate(),
                        limits.writeRate(),
                        limits.fileSize(),
                        limits.hostFiles()));
    }
}
