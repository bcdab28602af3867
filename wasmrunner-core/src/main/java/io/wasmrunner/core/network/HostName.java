package io.wasmrunner.core.network;

/** Plain names of hosts: letters, digits, hyphens (RFC 1123, section 2.1), others as {@code xn--…} (RFC 5890). */
final class HostName {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    private HostName() {}

    /** Whether its end is a number, which resolvers take for an address. */
    static boolean looksNumeric(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.startsWith("0x") || (!last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    /**
     * Accepts names in lower case.
     *
     * @throws IllegalArgumentException when it is none
     */
    static void check(String name) {
        boolean good = !name.isEmpty() && name.length() <= LONGEST && !looksNumeric(name);
        for (String label : name.split("\\.", -1)) {
            good &= isLabel(label);
        }
        if (!good) {
            throw new IllegalArgumentException("\"" + name
                    + "\" is no plain name of a host: letters, digits and hyphens with dots between, others as xn--");
        }
    }

    private static boolean isLabel(String label) {
        boolean good = !label.isEmpty() && label.length() <= LONGEST_LABEL;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            good &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0 && i < label.length() - 1);
        }
        return good;
    }
}
