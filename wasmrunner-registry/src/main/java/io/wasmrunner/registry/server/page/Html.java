package io.wasmrunner.registry.server.page;

/** Text that is put together to a page; whatever is not said here is escaped. */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** As it is: for what this program says itself. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Escaped, in an element or between the quotes of an attribute. */
    Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
