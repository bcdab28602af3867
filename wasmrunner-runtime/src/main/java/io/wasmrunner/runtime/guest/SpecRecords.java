package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.abi.AbiCapability;
import io.wasmrunner.runtime.run.Invocation;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.PolicyText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A guest's specification as records, on its way from the command line to a worker. */
public final class SpecRecords {
    private static final String POLICY = "guest.policy.";
    private static final String CAPABILITY = "guest.capability";
    private static final String MOUNT = "guest.mount";
    private static final String TERMINAL = "guest.terminal";

    /** The descriptor that is standard input instead of the process's own. */
    public static final String INPUT = "guest.input";

    private SpecRecords() {}

    /** Adds {@code spec}, whose directories and listeners are inherited ones, to {@code records}. */
    public static void write(GuestSpec spec, Records records) {
        addAll(records, "guest.argument", spec.arguments());
        addAll(records, "guest.variable", spec.environment());
        for (GuestMount mount : spec.mounts()) {
            records.add(MOUNT, text(mount));
        }
        for (HostListener listener : spec.listeners()) {
            records.add("guest.listener", ((HostListener.Inherited) listener).descriptor());
        }
        if (spec.network() instanceof GuestNetwork.Inherited gate) {
            records.add("guest.gate", gate.descriptor());
        }
        PolicyText.write(spec.policy()).forEach((key, value) -> records.add(POLICY + key, value));
        records.add("guest.engine", spec.engine());
        records.add("guest.interpreted", spec.interpreted() ? 1 : 0);
        if (spec.invocation() instanceof Invocation.Export export) {
            records.add("guest.invoke", export.name());
            addAll(records, "guest.invoke-argument", export.arguments());
        }
        if (spec.console().terminal()) {
            records.add(TERMINAL, "yes");
        }
        for (AbiCapability capability : AbiCapability.values()) {
            if (spec.capabilities().contains(capability)) {
                records.add(CAPABILITY, capability.name());
            }
        }
    }

    private static void addAll(Records records, String key, List<String> values) {
        for (String value : values) {
            records.add(key, value);
        }
    }

    /**
     * Reads it back.
     *
     * @throws IllegalArgumentException when it was not written by {@link #write}
     */
    public static GuestSpec read(Records records) {
        List<GuestMount> mounts = new ArrayList<>();
        for (String mount : records.all(MOUNT)) {
            mounts.add(mount(mount));
        }
        List<HostListener> listeners = new ArrayList<>();
        for (String descriptor : records.all("guest.listener")) {
            listeners.add(new HostListener.Inherited(Integer.parseInt(descriptor)));
        }
        Set<AbiCapability> capabilities = EnumSet.noneOf(AbiCapability.class);
        for (String name : records.all(CAPABILITY)) {
            capabilities.add(AbiCapability.valueOf(name));
        }
        String export = records.find("guest.invoke");
        String gate = records.find("guest.gate");
        return new GuestSpec(
                records.all("guest.argument"),
                records.all("guest.variable"),
                mounts,
                listeners,
                policy(records),
                records.get("guest.engine"),
                records.number("guest.interpreted", 0) == 1,
                export == null
                        ? new Invocation.Start()
                        : new Invocation.Export(export, records.all("guest.invoke-argument")),
                capabilities,
                gate == null ? new GuestNetwork.None() : new GuestNetwork.Inherited(Integer.parseInt(gate)),
                new GuestConsole(records.find(INPUT) == null, records.find(TERMINAL) != null));
    }

    private static String text(GuestMount mount) {
        return Fields.join(
                descriptors(mount.host()),
                mount.writable() ? "rw" : "ro",
                Long.toString(mount.limit()),
                mount.guest(),
                mount.flag());
    }

    private static String descriptors(HostDirectory host) {
        // No switch over types: its first use makes a class, for milliseconds at each start of a guest.
        if (host instanceof HostDirectory.Inherited(int descriptor)) {
            return Integer.toString(descriptor);
        }
        if (host instanceof HostDirectory.InheritedOverlay(int lower, int upper)) {
            return lower + "," + upper;
        }
        throw new IllegalArgumentException(host + " is not inherited");
    }

    private static GuestMount mount(String text) {
        List<String> fields = Fields.split(text, 5);
        if (fields.size() != 5) {
            throw new IllegalArgumentException("malformed " + MOUNT);
        }
        return new GuestMount(
                host(fields.get(0)),
                fields.get(3),
                fields.get(1).equals("rw"),
                fields.get(4),
                Long.parseLong(fields.get(2)));
    }

    private static HostDirectory host(String descriptors) {
        int comma = descriptors.indexOf(',');
        return comma < 0
                ? new HostDirectory.Inherited(Integer.parseInt(descriptors))
                : new HostDirectory.InheritedOverlay(
                        Integer.parseInt(descriptors.substring(0, comma)),
                        Integer.parseInt(descriptors.substring(comma + 1)));
    }

    private static Policy policy(Records records) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            if (records.key(i).startsWith(POLICY)) {
                pairs.put(records.key(i).substring(POLICY.length()), records.value(i));
            }
        }
        return PolicyText.read(pairs);
    }
}
