package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.abi.AbiHost;
import io.wasmrunner.runtime.abi.HostAbi;
import io.wasmrunner.runtime.engine.HostFunctions;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.wasi.PreopenedDirectory;
import io.wasmrunner.runtime.wasi.Wasi;
import io.wasmrunner.runtime.wasi.WasiConfig;
import io.wasmrunner.runtime.wasi.WasiConfigBuilder;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.Listener;
import io.wasmrunner.sandbox.net.Network;
import io.wasmrunner.sandbox.policy.NetworkRules;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Meters;
import io.wasmrunner.sandbox.quota.Quota;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything outside the module that one guest can touch. */
final class GuestWorld implements AutoCloseable {
    private final Wasi wasi;
    private final HostAbi abi;
    private final Meter openFiles;
    private boolean abandoned;

    private GuestWorld(Wasi wasi, HostAbi abi, Meter openFiles) {
        this.wasi = wasi;
        this.abi = abi;
        this.openFiles = openFiles;
    }

    static GuestWorld open(
            GuestSpec spec, LoadedModule module, GuestStreams streams, AbiHost host, GuestRecords records) {
        Meters meters = Meters.of(spec.quotas(), records.tally());
        Meter disk = new Meter(Quota.DISK, spec.quotas().disk());
        WasiConfigBuilder config = WasiConfig.builder(
                        streams.stdin(), streams.stdout(), streams.stderr(), streams.poller())
                .arguments(arguments(spec, module))
                .environment(environment(spec.environment()))
                .meters(meters)
                .violations(records.violations())
                .policy(spec.policy());
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Network network = network(spec);
            opened.add(network);
            config.network(network);
            for (HostListener wanted : spec.listeners()) {
                var listener = listen(wanted);
                opened.add(listener);
                config.listener(listener);
            }
            Map<String, GuestMount> guestPaths = new HashMap<>();
            for (GuestMount mount : spec.mounts()) {
                GuestMount other = guestPaths.putIfAbsent(mount.guest(), mount);
                if (other != null) {
                    throw new WasmrunnerException(
                            ErrorCode.USAGE,
                            "cannot mount twice at %s: %s and %s".formatted(mount.guest(), other.flag(), mount.flag()));
                }
                PreopenedDirectory directory = mount(mount, disk);
                opened.add(directory.directory());
                config.directory(directory);
            }
            return new GuestWorld(
                    new Wasi(config.build()),
                    new HostAbi(host, spec.capabilities(), spec.policy(), meters, records.violations()),
                    meters.openFiles());
        } catch (RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    private static Network network(GuestSpec spec) {
        NetworkRules rules = spec.policy().network();
        return new Network(spec.network().open(), rules.maxConnections(), rules.maxBytes());
    }

    private static List<String> arguments(GuestSpec spec, LoadedModule module) {
        List<String> all = new ArrayList<>();
        all.add(module.fileName());
        all.addAll(spec.arguments());
        return all;
    }

    /** Later ones replace earlier ones of the same name, in the place of the first. */
    private static List<String> environment(List<String> assignments) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String assignment : assignments) {
            byName.put(assignment.substring(0, assignment.indexOf('=')), assignment);
        }
        return List.copyOf(byName.values());
    }

    private static Listener listen(HostListener wanted) {
        try {
            return wanted.open();
        } catch (ErrnoException e) {
            throw Refused.listener(wanted, e);
        }
    }

    private static PreopenedDirectory mount(GuestMount mount, Meter disk) {
        Meter own = mount.limit() == 0 ? disk : new Meter(Quota.DISK, mount.limit(), mount.flag());
        try {
            return new PreopenedDirectory(mount.guest(), mount.host().open(mount.writable(), own));
        } catch (ErrnoException e) {
            throw Refused.mount(mount, e);
        }
    }

    HostFunctions imports() {
        return wasi.or(abi);
    }

    boolean openFilesRefused() {
        return openFiles.refused();
    }

    boolean outputClosed() {
        return wasi.outputClosed();
    }

    /** The guest still runs: what it holds must stay. */
    void abandon() {
        abandoned = true;
    }

    @Override
    public void close() {
        if (!abandoned) {
            wasi.close();
        }
    }

    private static void closeAll(List<AutoCloseable> opened) {
        for (AutoCloseable one : opened) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
