package io.wasmrunner.runtime.wasi;

/** Addresses as violations show them. */
final class AddressText {
    private AddressText() {}

    /** {@code 127.0.0.1:80} or {@code [20:0:0:0:0:0:0:1]:80}. */
    static String of(byte[] address, int port) {
        StringBuilder text = new StringBuilder(address.length == 4 ? "" : "[");
        for (int i = 0; i < address.length; i++) {
            if (address.length == 4) {
                text.append(i == 0 ? "" : ".").append(address[i] & 0xff);
            } else if (i % 2 == 0) {
                int group = ((address[i] & 0xff) << 8) | (address[i + 1] & 0xff);
                text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
            }
        }
        return text.append(address.length == 4 ? ":" : "]:").append(port).toString();
    }

    /** What the guest calls a host, made fit for a line. */
    static String printable(byte[] name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(name.length, 64); i++) {
            text.append(name[i] > ' ' && name[i] < 0x7f ? (char) name[i] : '?');
        }
        return text.append(name.length > 64 ? "..." : "").toString();
    }
}
