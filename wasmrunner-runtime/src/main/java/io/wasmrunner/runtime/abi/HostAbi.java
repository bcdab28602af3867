package io.wasmrunner.runtime.abi;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.runtime.engine.HostFunctions;
import io.wasmrunner.runtime.engine.ValueType;
import io.wasmrunner.runtime.policy.CallGate;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.policy.Enforce;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.quota.Meters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ABI's functions for one guest.
 *
 * <p>A function that was not granted is there all the same, so that the module links; each call of it is refused and
 * recorded. {@code read_sensor} then answers {@link #UNAVAILABLE}, as it does for a sensor this host does not have;
 * the other two do nothing. A pointer outside the memory ends the guest.
 */
public final class HostAbi implements HostFunctions {
    /** What {@code read_sensor} answers when there is no reading: the smallest i32. */
    public static final int UNAVAILABLE = Integer.MIN_VALUE;

    /** Bytes of a logged line or an alert that are kept; the rest is cut off. */
    private static final int MAX_TEXT = 8192;

    /** The tally's number of the first function; WASI has those below. */
    public static final int FIRST_NUMBER = 100;

    private static final Set<String> MODULES = Set.of("env", "wasmrunner");
    private static final FunctionType LOG = type(2);
    private static final FunctionType SEND_ALERT = type(3);
    private static final FunctionType READ_SENSOR = new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32));

    private final AbiHost host;
    private final Set<AbiCapability> granted;
    private final Meters meters;
    private final ViolationLog violations;
    private final CallGate gate;

    /** The functions under the standard policy. */
    public HostAbi(AbiHost host, Set<AbiCapability> granted, Meters meters, ViolationLog violations) {
        this(host, granted, Policy.STANDARD, meters, violations);
    }

    /**
     * The functions.
     *
     * @param granted what of them; a capability that the policy does not have is not granted, unless it only reports
     */
    public HostAbi(AbiHost host, Set<AbiCapability> granted, Policy policy, Meters meters, ViolationLog violations) {
        this.host = host;
        this.granted = EnumSet.noneOf(AbiCapability.class);
        this.meters = meters;
        this.violations = violations;
        gate = new CallGate(policy, meters.hostCalls(), violations);
        for (AbiCapability capability : granted) {
            if (policy.enforce() == Enforce.REPORT || policy.abi().contains(capability.toString())) {
                this.granted.add(capability);
            }
        }
    }

    /** The names of all functions, as a policy writes them. */
    public static List<String> functions() {
        return functionNames().stream().map("env."::concat).toList();
    }

    private static FunctionType type(int parameters) {
        return new FunctionType(
                List.of(ValueType.I32, ValueType.I32, ValueType.I32).subList(0, parameters), List.of());
    }

    /** Whether an import is one of the ABI's, and which capability it takes. */
    public static Optional<AbiCapability> capability(String module, String name) {
        if (!MODULES.contains(module)) {
            return Optional.empty();
        }
        for (AbiCapability capability : AbiCapability.values()) {
            if (capability.function().equals(name)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }

    /** The functions' names, in the order in which a tally numbers them. */
    public static List<String> functionNames() {
        List<String> names = new ArrayList<>();
        for (AbiCapability capability : AbiCapability.values()) {
            names.add(capability.function());
        }
        return names;
    }

    @Override
    public Optional<HostFunction> find(String module, String name) {
        return capability(module, name).map(capability -> switch (capability) {
            case LOG -> function(module, name, LOG, (memory, a) -> log(memory, a[0], a[1]), 0);
            case SENSORS -> function(module, name, READ_SENSOR, (memory, a) -> readSensor((int) a[0]), UNAVAILABLE);
            case ALERTS ->
                function(module, name, SEND_ALERT, (memory, a) -> sendAlert(memory, a[0], a[1], (int) a[2]), 0);
        });
    }

    private HostFunction function(String module, String name, FunctionType type, HostFunction.Body body, int denied) {
        return new HostFunction(module, name, type, gate.guard("env." + name, body, denied));
    }

    @SuppressWarnings("EnumOrdinal") // Only within one version of this code, and in the order of the names.
    private boolean refused(AbiCapability capability, String target) {
        meters.hostCalls().charge(1);
        meters.tally().call(FIRST_NUMBER + capability.ordinal());
        if (granted.contains(capability)) {
            return false;
        }
        violations.record(new Violation(
                Violation.Kind.CAPABILITY,
                capability.function(),
                target,
                "the capability is not granted (--allow-abi " + capability + " allows it)"));
        return true;
    }

    private long log(GuestMemory memory, long pointer, long length) {
        if (!refused(AbiCapability.LOG, "")) {
            host.log(text(memory, pointer, length));
        }
        return 0;
    }

    private long readSensor(int id) {
        if (refused(AbiCapability.SENSORS, Integer.toString(id))) {
            return UNAVAILABLE;
        }
        Optional<Sensor> sensor = Sensor.of(id);
        return sensor.isEmpty() ? UNAVAILABLE : host.read(sensor.get()).orElse(UNAVAILABLE);
    }

    private long sendAlert(GuestMemory memory, long pointer, long length, int level) {
        if (!refused(AbiCapability.ALERTS, "")) {
            AlertLevel[] levels = AlertLevel.values();
            host.alert(levels[Math.clamp(level, 0, levels.length - 1)], text(memory, pointer, length));
        }
        return 0;
    }

    private static String text(GuestMemory memory, long pointer, long length) {
        long address = pointer & 0xffff_ffffL;
        long size = length & 0xffff_ffffL;
        memory.check(address, size);
        byte[] bytes = new byte[(int) Math.min(size, MAX_TEXT)];
        memory.read(address, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
