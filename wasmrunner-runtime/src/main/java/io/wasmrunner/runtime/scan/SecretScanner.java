package io.wasmrunner.runtime.scan;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets by their form, in one pass and without regular expressions, which hostile bytes can make slow. Bytes are
 * taken for ASCII; a secret must stand alone, not inside a longer word, as base64 holds every short prefix.
 */
final class SecretScanner {
    private static final String PEM = "-----BEGIN ";
    private static final String PEM_END = "PRIVATE KEY-----";
    private static final int PEM_WORDS = 24;
    private static final int PEM_BODY = 64;
    private static final String[] SECRET_NAMES = {
        "password", "passwd", "secret", "api_key", "apikey", "access_key", "secret_key", "private_key", "_token"
    };
    private static final int LONGEST = 4096;

    private final byte[] bytes;
    private final Ascii text;
    private final int begin;
    private final int end;
    private int at;

    SecretScanner(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.text = new Ascii(bytes, to);
        this.begin = from;
        this.at = from;
        this.end = to;
    }

    /** The next one, or null when there is none any more. */
    @Nullable
    Secret next() {
        while (at < end) {
            Secret found = at(at);
            if (found != null) {
                at = found.to();
                return found;
            }
            at++;
        }
        return null;
    }

    /** The text, each secret in it shortened. */
    static String redact(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        SecretScanner scanner = new SecretScanner(utf8, 0, utf8.length);
        Secret secret = scanner.next();
        if (secret == null) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        int from = 0;
        while (secret != null) {
            safe.append(new String(utf8, from, secret.from() - from, StandardCharsets.UTF_8))
                    .append(secret.shortened(utf8));
            from = secret.to();
            secret = scanner.next();
        }
        return safe.append(new String(utf8, from, utf8.length - from, StandardCharsets.UTF_8))
                .toString();
    }

    private @Nullable Secret at(int i) {
        return switch (bytes[i]) {
            case '-' -> pem(i);
            case 'A', 'g', 'x', 's', 'r', 'n' -> token(i);
            case 'e' -> webToken(i);
            case ':' -> urlPassword(i);
            case '=' -> assignment(i);
            default -> null;
        };
    }

    /** The frame alone is in every TLS library: it takes base64 inside. */
    private @Nullable Secret pem(int i) {
        if (!text.startsWith(i, PEM)) {
            return null;
        }
        int word = i + PEM.length();
        int limit = Math.min(end, word + PEM_WORDS);
        while (word < limit && !text.startsWith(word, PEM_END)) {
            word++;
        }
        if (word >= limit) {
            return null;
        }
        int body = word + PEM_END.length();
        int letters = 0;
        int last = body;
        while (last < end && last - body < LONGEST && isPemBody(bytes[last])) {
            letters += Ascii.isBase64(bytes[last]) ? 1 : 0;
            last++;
        }
        return letters < PEM_BODY ? null : new Secret(SecretKind.PRIVATE_KEY, i, last);
    }

    private @Nullable Secret token(int i) {
        if (i > begin && Ascii.isWord(bytes[i - 1])) {
            return null;
        }
        for (TokenForm form : TokenForm.ALL) {
            if (text.startsWith(i, form.prefix())) {
                int from = i + form.prefix().length();
                int to = text.word(from, LONGEST);
                return form.fits(to - from) && isVaried(from, to) && isCaseOf(form.kind(), from, to)
                        ? new Secret(form.kind(), i, to)
                        : null;
            }
        }
        return null;
    }

    private boolean isCaseOf(SecretKind kind, int from, int to) {
        for (int i = from; i < to && kind == SecretKind.AWS_KEY; i++) {
            if (!Ascii.isUpperOrDigit(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    /** Three parts in base64 with dots between; the first two are JSON, whose opening is {@code eyJ}. */
    private @Nullable Secret webToken(int i) {
        if (!text.startsWith(i, "eyJ") || (i > begin && Ascii.isWord(bytes[i - 1]))) {
            return null;
        }
        int payload = text.word(i, LONGEST) + 1;
        if (payload - i < 16 || payload >= end || bytes[payload - 1] != '.' || !text.startsWith(payload, "eyJ")) {
            return null;
        }
        int signature = text.word(payload, LONGEST) + 1;
        if (signature >= end || bytes[signature - 1] != '.') {
            return null;
        }
        int to = text.word(signature, LONGEST);
        return to - signature < 16 ? null : new Secret(SecretKind.WEB_TOKEN, i, to);
    }

    /** {@code ://user:password@}. */
    private @Nullable Secret urlPassword(int i) {
        if (!text.startsWith(i, "://")) {
            return null;
        }
        int colon = -1;
        int limit = Math.min(end, i + 3 + 256);
        for (int j = i + 3; j < limit; j++) {
            byte b = bytes[j];
            if (b == '@') {
                return colon > i + 3 && isValue(colon + 1, j) ? new Secret(SecretKind.URL_PASSWORD, i + 3, j) : null;
            }
            if (b == ':' && colon < 0) {
                colon = j;
            } else if (!Ascii.isValue(b) || b == '/') {
                return null;
            }
        }
        return null;
    }

    /** {@code password=hunter2}, also with quotes and spaces; not with a format's placeholder for a value. */
    private @Nullable Secret assignment(int i) {
        int name = i;
        while (name > begin && (bytes[name - 1] == ' ' || bytes[name - 1] == '"' || bytes[name - 1] == '\'')) {
            name--;
        }
        int nameEnd = name;
        while (name > begin && nameEnd - name < 40 && Ascii.isWord(bytes[name - 1])) {
            name--;
        }
        if (!isSecretName(name, nameEnd)) {
            return null;
        }
        int value = i + 1;
        while (value < end && (bytes[value] == ' ' || bytes[value] == '"' || bytes[value] == '\'')) {
            value++;
        }
        int to = value;
        while (to < end && to - value < 256 && Ascii.isValue(bytes[to])) {
            to++;
        }
        return isValue(value, to) && to - value >= 6 ? new Secret(SecretKind.ASSIGNMENT, name, to) : null;
    }

    private boolean isSecretName(int from, int to) {
        for (String name : SECRET_NAMES) {
            if (text.endsWith(from, to, name)) {
                return true;
            }
        }
        return false;
    }

    /** Something that a person or a generator would choose, not a placeholder. */
    private boolean isValue(int from, int to) {
        return to - from >= 3 && "%{}<>$*[(".indexOf(bytes[from]) < 0 && isVaried(from, to);
    }

    /** Not the same character over and over, as in documentation. */
    private boolean isVaried(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (bytes[i] != bytes[from]) {
                return true;
            }
        }
        return false;
    }

    /** Lines as they are, or written with a backslash. */
    private static boolean isPemBody(byte b) {
        return Ascii.isBase64(b) || b == '\n' || b == '\r' || b == ' ' || b == '\\';
    }
}
