package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.policy.CallGate;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.io.HostStream;
import io.wasmrunner.sandbox.io.Listener;
import io.wasmrunner.sandbox.io.Poller;
import io.wasmrunner.sandbox.net.Network;
import io.wasmrunner.sandbox.policy.ClockRule;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.quota.Meters;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.ArrayList;
import java.util.List;

/** Puts a {@link WasiConfig} together. What is not set is empty, without limit, or the host's own. */
public final class WasiConfigBuilder {
    private final HostStream stdin;
    private final HostStream stdout;
    private final HostStream stderr;
    private final Poller poller;
    private final List<Listener> listeners = new ArrayList<>();
    private final List<PreopenedDirectory> directories = new ArrayList<>();
    private List<String> arguments = List.of();
    private List<String> environment = List.of();
    private Network network = Network.none();
    private Clocks clocks = Clocks.system();
    private RandomSource random = RandomSource.system();
    private Meters meters = Meters.of(Quotas.NONE);
    private ViolationLog violations = new ViolationLog();
    private Policy policy = Policy.STANDARD;

    WasiConfigBuilder(HostStream stdin, HostStream stdout, HostStream stderr, Poller poller) {
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
        this.poller = poller;
    }

    public WasiConfigBuilder arguments(List<String> value) {
        arguments = value;
        return this;
    }

    public WasiConfigBuilder environment(List<String> value) {
        environment = value;
        return this;
    }

    public WasiConfigBuilder listener(Listener listener) {
        listeners.add(listener);
        return this;
    }

    public WasiConfigBuilder directory(PreopenedDirectory directory) {
        directories.add(directory);
        return this;
    }

    public WasiConfigBuilder network(Network value) {
        network = value;
        return this;
    }

    public WasiConfigBuilder clocks(Clocks value) {
        clocks = value;
        return this;
    }

    public WasiConfigBuilder random(RandomSource value) {
        random = value;
        return this;
    }

    public WasiConfigBuilder meters(Meters value) {
        meters = value;
        return this;
    }

    public WasiConfigBuilder violations(ViolationLog value) {
        violations = value;
        return this;
    }

    /** What it may have of all this: its variables are sifted, its clocks and random numbers may be others. */
    public WasiConfigBuilder policy(Policy value) {
        policy = value;
        return this;
    }

    public WasiConfig build() {
        return new WasiConfig(
                arguments,
                environment.isEmpty() ? environment : PolicyEnvironment.filter(environment, policy, violations),
                stdin,
                stdout,
                stderr,
                listeners,
                directories,
                poller,
                network,
                policy.clock().mode() == ClockRule.Mode.REAL ? clocks : clocks.under(policy.clock()),
                policy.random().seeded() ? RandomSource.seeded(policy.random().seed()) : random,
                meters,
                violations,
                new CallGate(policy, meters.hostCalls(), violations));
    }
}
