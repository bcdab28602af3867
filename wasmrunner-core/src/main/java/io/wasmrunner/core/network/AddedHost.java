package io.wasmrunner.core.network;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.NumericAddress;
import java.util.Locale;

/**
 * A name and what it resolves to, without anybody being asked: one value of {@code --add-host}. It allows nothing by itself.
 *
 * @param address in numbers, without brackets
 */
public record AddedHost(String name, String address) {

    /**
     * Reads Docker's {@code name:address} and {@code name=address}.
     *
     * @throws WasmrunnerException of {@link ErrorCode#USAGE} when it is malformed
     */
    public static AddedHost parse(String text) {
        try {
            int equals = text.indexOf('=');
            int end = equals < 0 ? text.indexOf(':') : equals;
            if (end < 0) {
                throw new IllegalArgumentException("there is no address");
            }
            String name = text.substring(0, end).toLowerCase(Locale.ROOT);
            String address = text.substring(end + 1);
            HostName.check(name);
            if (address.startsWith("[") && address.endsWith("]")) {
                address = address.substring(1, address.length() - 1);
            }
            NumericAddress.parse(address);
            return new AddedHost(name, address);
        } catch (IllegalArgumentException e) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot add the host %s: %s; write db:10.0.0.7 or db=fd00::7".formatted(text, e.getMessage()),
                    e);
        }
    }

    /** As the launcher reads it. */
    @Override
    public String toString() {
        return name + "=" + address;
    }
}
