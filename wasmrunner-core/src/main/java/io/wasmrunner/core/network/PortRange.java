package io.wasmrunner.core.network;

/** Ports from one to another, both included; mostly one alone. */
record PortRange(int first, int last) {
    static PortRange parse(String text) {
        int dash = text.indexOf('-');
        int first = port(dash < 0 ? text : text.substring(0, dash));
        int last = dash < 0 ? first : port(text.substring(dash + 1));
        if (last < first) {
            throw new IllegalArgumentException("the range " + text + " ends before it starts");
        }
        return new PortRange(first, last);
    }

    private static int port(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = digits ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("\"" + text + "\" is no port, a number from 1 to 65535");
        }
        return port;
    }

    int size() {
        return last - first + 1;
    }
}
