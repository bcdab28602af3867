package io.wasmrunner.sandbox.policy;

/** A pattern of names in which {@code *} stands for any characters, none included. */
final class Glob {
    private static final int LONGEST = 128;

    private Glob() {}

    /** 1 to 128 visible ASCII characters, neither a comma nor an ampersand: those separate patterns in text. */
    static void check(String glob) {
        boolean proper = !glob.isEmpty() && glob.length() <= LONGEST;
        for (int i = 0; i < glob.length() && proper; i++) {
            char c = glob.charAt(i);
            proper = c > ' ' && c <= '~' && c != ',' && c != '&';
        }
        if (!proper) {
            throw new IllegalArgumentException("\"" + glob + "\" cannot be a pattern: it must have 1 to " + LONGEST
                    + " visible ASCII characters, without , and &");
        }
    }

    /** In time proportional to the product of both lengths at worst. */
    static boolean matches(String glob, String name) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < glob.length() && glob.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                // Let the last star take one character more, and try again behind it.
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        return at == glob.length();
    }
}
