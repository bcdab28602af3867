package io.wasmrunner.core.run;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.HostDirectory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what users write to give a guest a directory. */
public final class Mounts {
    private Mounts() {}

    /** {@code --dir host}, {@code --dir host::guest} or {@code --dir host::guest:ro}, as Wasmtime has it. */
    public static GuestMount parseDir(String value) {
        String flag = "--dir " + value;
        int separator = value.indexOf("::");
        String rest = separator < 0 ? value : value.substring(separator + 2);
        boolean readOnly = rest.endsWith(":ro");
        String guest = strip(rest);
        String host = separator < 0 ? guest : value.substring(0, separator);
        if (host.isEmpty() || guest.isEmpty()) {
            throw malformed(flag, "host::guest[:ro]");
        }
        return mount(host(host, flag), normal(guest), !readOnly, flag);
    }

    /** {@code -v host:guest[:ro|:rw]}, as Docker has it; the guest's path is absolute. */
    public static GuestMount parseVolume(String value) {
        String flag = "-v " + value;
        String[] parts = strip(value).split(":", -1);
        if (parts.length != 2 || parts[0].isEmpty() || !parts[1].startsWith("/")) {
            throw malformed(flag, "host:/guest[:ro]");
        }
        return mount(host(parts[0], flag), normal(parts[1]), !value.endsWith(":ro"), flag);
    }

    /** {@code --mount type=bind,source=host,target=guest[,readonly]}, as Docker has it. */
    public static GuestMount parseMount(String value) {
        String flag = "--mount " + value;
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : value.split(",", -1)) {
            int equals = field.indexOf('=');
            fields.put(
                    equals < 0 ? field : field.substring(0, equals), equals < 0 ? "true" : field.substring(equals + 1));
        }
        String source = first(fields, "source", "src");
        String target = first(fields, "target", "destination", "dst");
        String readOnly = first(fields, "readonly", "ro");
        String type = first(fields, "type");
        if (!fields.isEmpty() || source.isEmpty() || target.isEmpty() || !(type.isEmpty() || type.equals("bind"))) {
            throw malformed(flag, "type=bind,source=host,target=/guest[,readonly]");
        }
        return mount(host(source, flag), normal(target), !(readOnly.equals("true") || readOnly.equals("1")), flag);
    }

    private static GuestMount mount(Path host, String guest, boolean writable, String flag) {
        return new GuestMount(new HostDirectory.Named(host), guest, writable, flag);
    }

    private static Path host(String path, String flag) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new WasmrunnerException(
                    ErrorCode.NOT_FOUND, "cannot read %s: no directory can have that name".formatted(flag), e);
        }
    }

    private static String first(Map<String, String> fields, String... names) {
        String found = "";
        for (String name : List.of(names)) {
            String value = fields.remove(name);
            found = value == null ? found : value;
        }
        return found;
    }

    private static String strip(String text) {
        return text.endsWith(":ro") || text.endsWith(":rw") ? text.substring(0, text.length() - 3) : text;
    }

    private static String normal(String guest) {
        String path = guest;
        while (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path;
    }

    private static WasmrunnerException malformed(String flag, String form) {
        return new WasmrunnerException(ErrorCode.USAGE, "cannot read %s: it must look like %s".formatted(flag, form));
    }
}
