package io.wasmrunner.core.run;

import io.wasmrunner.core.ErrorCode;
import io.wasmrunner.core.WasmrunnerException;
import io.wasmrunner.core.module.LoadedModule;
import io.wasmrunner.runtime.abi.AbiHost;
import io.wasmrunner.runtime.abi.HostAbi;
import io.wasmrunner.runtime.engine.HostFunctions;
import io.wasmrunner.runtime.wasi.Meters;
import io.wasmrunner.runtime.wasi.PreopenedDirectory;
import io.wasmrunner.runtime.wasi.Wasi;
import io.wasmrunner.runtime.wasi.WasiConfig;
import io.wasmrunner.runtime.wasi.WasiConfigBuilder;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.fs.ConfinedFileSystem;
import io.wasmrunner.sandbox.io.Listeners;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Quota;
import java.net.InetSocketAddress;
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
    private final ViolationLog violations;
    private boolean abandoned;

    private GuestWorld(Wasi wasi, HostAbi abi, Meter openFiles, ViolationLog violations) {
        this.wasi = wasi;
        this.abi = abi;
        this.openFiles = openFiles;
        this.violations = violations;
    }

    static GuestWorld open(RunRequest request, LoadedModule module, GuestStreams streams, AbiHost host) {
        ViolationLog violations = new ViolationLog();
        Meters meters = Meters.of(request.quotas());
        Meter disk = new Meter(Quota.DISK, request.quotas().disk());
        WasiConfigBuilder config = WasiConfig.builder(
                        streams.stdin(), streams.stdout(), streams.stderr(), streams.poller())
                .arguments(arguments(request, module))
                .environment(environment(request.environment()))
                .meters(meters)
                .violations(violations);
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            for (InetSocketAddress address : request.listeners()) {
                var listener = listen(address);
                opened.add(listener);
                config.listener(listener);
            }
            Map<String, Mount> guestPaths = new HashMap<>();
            for (Mount mount : request.mounts()) {
                Mount other = guestPaths.putIfAbsent(mount.guest(), mount);
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
                    new HostAbi(host, request.capabilities(), meters.hostCalls(), violations),
                    meters.openFiles(),
                    violations);
        } catch (RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    private static List<String> arguments(RunRequest request, LoadedModule module) {
        List<String> all = new ArrayList<>();
        all.add(module.fileName());
        all.addAll(request.arguments());
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

    private static io.wasmrunner.sandbox.io.Listener listen(InetSocketAddress address) {
        try {
            return Listeners.tcp(address);
        } catch (ErrnoException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST,
                    "cannot listen on %s:%d: %s".formatted(address.getHostString(), address.getPort(), e.getMessage()),
                    e);
        }
    }

    private static PreopenedDirectory mount(Mount mount, Meter disk) {
        try {
            return new PreopenedDirectory(mount.guest(), ConfinedFileSystem.open(mount.host(), mount.writable(), disk));
        } catch (ErrnoException e) {
            String why = switch (e.errno()) {
                case NOENT -> "there is no such directory; make it first";
                case NOTDIR -> "it is not a directory; only directories can be mounted";
                default -> e.errno().description().toLowerCase(java.util.Locale.ROOT);
            };
            throw new WasmrunnerException(
                    e.errno() == Errno.NOENT ? ErrorCode.NOT_FOUND : ErrorCode.USAGE,
                    "cannot mount %s (%s): %s".formatted(mount.host(), mount.flag(), why),
                    e);
        }
    }

    HostFunctions imports() {
        return wasi.or(abi);
    }

    ViolationLog violations() {
        return violations;
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
