package io.wasmrunner.registry.client.http;

/** Text from somewhere else, fit for one line of a terminal. */
public final class Plain {
    private static final int LONGEST = 300;

    private Plain() {}

    /** Without control characters, and not too long. */
    public static String text(String foreign) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < foreign.length() && plain.length() < LONGEST; i++) {
            char c = foreign.charAt(i);
            boolean odd =
                    Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || Character.isSurrogate(c);
            plain.append(odd ? '?' : c);
        }
        return (foreign.length() > LONGEST ? plain.append("...") : plain).toString();
    }
}
