package io.wasmrunner.core.container;

import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.core.volume.VolumeName;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what users write to give a guest a directory. */
public final class MountFlags {
    /** Bytes of {@code --tmpfs} without a size. */
    private static final long MEMORY = 64 << 20;

    private MountFlags() {}

    /** {@code --dir host}, {@code --dir host::guest} or {@code --dir host::guest:ro}, as Wasmtime has it. */
    public static ContainerMount parseDir(String value) {
        String flag = "--dir " + value;
        int separator = value.indexOf("::");
        String rest = separator < 0 ? value : value.substring(separator + 2);
        boolean readOnly = rest.endsWith(":ro");
        String guest = withoutMode(rest);
        String host = separator < 0 ? guest : value.substring(0, separator);
        if (host.isEmpty() || guest.isEmpty()) {
            throw malformed(flag, "host::guest[:ro]");
        }
        return bind(host, normal(guest), !readOnly, flag);
    }

    /**
     * {@code -v host:/guest[:ro|:rw]}, {@code -v volume:/guest[:ro|:rw]} or {@code -v /guest}, as Docker has it: a host's
     * directory begins with {@code .} or has a slash in it.
     */
    public static ContainerMount parseVolume(String value) {
        String flag = "-v " + value;
        String rest = withoutMode(value);
        int colon = rest.indexOf(':');
        String source = colon < 0 ? "" : rest.substring(0, colon);
        String target = rest.substring(colon + 1);
        if (!target.startsWith("/") || target.indexOf(':') >= 0 || (colon >= 0 && source.isEmpty())) {
            throw malformed(flag, "host:/guest[:ro], volume:/guest[:ro] or /guest");
        }
        boolean writable = !value.endsWith(":ro");
        if (colon < 0) {
            return new ContainerMount(
                    ContainerMount.Type.ANONYMOUS, VolumeName.random().text(), normal(target), writable, 0, flag);
        }
        return isPath(source)
                ? bind(source, normal(target), writable, flag)
                : new ContainerMount(
                        ContainerMount.Type.VOLUME, VolumeName.parse(source).text(), normal(target), writable, 0, flag);
    }

    /**
     * {@code --mount type=bind|volume|tmpfs,source=…,target=/guest[,readonly][,tmpfs-size=…][,volume-size=…]}, as Docker
     * has it; without a type it is as with {@code -v}.
     */
    public static ContainerMount parseMount(String value) {
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
        String size = first(fields, "tmpfs-size", "volume-size");
        long bytes = size.isEmpty() ? 0 : Quantities.size("--mount " + "size", size);
        boolean writable = !(readOnly.equals("true") || readOnly.equals("1"));
        if (!fields.isEmpty() || target.isEmpty()) {
            throw malformed(flag, "type=bind|volume|tmpfs,source=host-or-volume,target=/guest[,readonly]");
        }
        String kind = type.isEmpty() && isPath(source) ? "bind" : type;
        return switch (kind) {
            case "bind" -> {
                if (source.isEmpty() || bytes != 0) {
                    throw malformed(flag, "type=bind,source=host,target=/guest[,readonly]");
                }
                yield bind(source, normal(target), writable, flag);
            }
            case "tmpfs" -> {
                if (!source.isEmpty()) {
                    throw malformed(flag, "type=tmpfs,target=/guest[,tmpfs-size=64m]");
                }
                yield new ContainerMount(
                        ContainerMount.Type.TMPFS,
                        "",
                        absolute(target, flag),
                        writable,
                        bytes == 0 ? MEMORY : bytes,
                        flag);
            }
            case "", "volume" ->
                source.isEmpty()
                        ? new ContainerMount(
                                ContainerMount.Type.ANONYMOUS,
                                VolumeName.random().text(),
                                absolute(target, flag),
                                writable,
                                bytes,
                                flag)
                        : new ContainerMount(
                                ContainerMount.Type.VOLUME,
                                VolumeName.parse(source).text(),
                                absolute(target, flag),
                                writable,
                                bytes,
                                flag);
            default -> throw malformed(flag, "type=bind|volume|tmpfs,source=host-or-volume,target=/guest[,readonly]");
        };
    }

    /** {@code --tmpfs /guest[:size=64m][,ro]}, as Docker has it; Linux's other options mean nothing to a guest. */
    public static ContainerMount parseTmpfs(String value) {
        String flag = "--tmpfs " + value;
        int colon = value.indexOf(':');
        String target = colon < 0 ? value : value.substring(0, colon);
        long bytes = MEMORY;
        boolean writable = true;
        for (String option : colon < 0
                ? List.<String>of()
                : List.of(value.substring(colon + 1).split(",", -1))) {
            if (option.startsWith("size=")) {
                bytes = Quantities.size("--tmpfs size", option.substring("size=".length()));
            } else if (option.equals("ro")) {
                writable = false;
            } else if (!option.equals("rw")
                    && !option.equals("noexec")
                    && !option.equals("nosuid")
                    && !option.equals("nodev")
                    && !option.startsWith("mode=")) {
                throw malformed(flag, "/guest[:size=64m][,ro]");
            }
        }
        return new ContainerMount(ContainerMount.Type.TMPFS, "", absolute(target, flag), writable, bytes, flag);
    }

    private static boolean isPath(String source) {
        return source.startsWith(".") || source.indexOf('/') >= 0;
    }

    private static ContainerMount bind(String host, String guest, boolean writable, String flag) {
        if (host.indexOf('\0') >= 0) {
            throw new WasmrunnerException(
                    ErrorCode.NOT_FOUND, "cannot read %s: no directory can have that name".formatted(flag));
        }
        return new ContainerMount(ContainerMount.Type.BIND, Path.of(host).toString(), guest, writable, 0, flag);
    }

    private static String absolute(String guest, String flag) {
        if (!guest.startsWith("/")) {
            throw malformed(flag, "… with an absolute path in the guest");
        }
        return normal(guest);
    }

    private static String first(Map<String, String> fields, String... names) {
        String found = "";
        for (String name : List.of(names)) {
            String value = fields.remove(name);
            found = value == null ? found : value;
        }
        return found;
    }

    private static String withoutMode(String text) {
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
