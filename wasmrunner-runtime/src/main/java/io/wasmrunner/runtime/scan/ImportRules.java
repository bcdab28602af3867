package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.abi.HostAbi;
import io.wasmrunner.runtime.module.ExternType;
import io.wasmrunner.runtime.module.Import;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Place;
import io.wasmrunner.runtime.module.SectionKind;
import io.wasmrunner.runtime.module.WasiUse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Imports: those outside what is allowed, and those that can do harm where they are granted. */
final class ImportRules {
    private static final int NAMED = 8;

    private ImportRules() {}

    static void check(ModuleInfo module, Predicate<Import> allowed, Findings findings) {
        Map<Rule, List<String>> capabilities = new EnumMap<>(Rule.class);
        Map<Rule, Integer> first = new EnumMap<>(Rule.class);
        List<Import> imports = module.imports();
        for (int i = 0; i < imports.size(); i++) {
            Import wanted = imports.get(i);
            if (!allowed.test(wanted)) {
                Spot spot = spot(module, i, wanted);
                findings.add(
                        Rule.IMPORT_OUTSIDE,
                        spot,
                        "imports " + Findings.name(wanted.module()) + "." + Findings.name(wanted.name()) + " ("
                                + kind(wanted) + "), which "
                                + (ModuleScan.isProvided(wanted)
                                        ? "the policy does not allow"
                                        : "nothing here provides"));
            }
            Rule capability = capability(wanted);
            if (capability != null) {
                first.putIfAbsent(capability, i);
                capabilities.computeIfAbsent(capability, _ -> new ArrayList<>()).add(wanted.name());
            }
        }
        capabilities.forEach((rule, names) -> {
            int index = first.get(rule);
            findings.add(rule, spot(module, index, imports.get(index)), rule.title() + ": " + listed(names));
        });
    }

    private static Spot spot(ModuleInfo module, int index, Import wanted) {
        return Spot.declared(
                module, Place.Kind.IMPORT, index, wanted.module() + "." + wanted.name(), SectionKind.IMPORT);
    }

    private static String kind(Import wanted) {
        return switch (wanted.type()) {
            case ExternType.Function _ -> "function";
            case ExternType.Table _ -> "table";
            case ExternType.Memory _ -> "memory";
            case ExternType.Global _ -> "global";
            case ExternType.Tag _ -> "tag";
        };
    }

    private static @Nullable Rule capability(Import wanted) {
        if (!wanted.module().equals(WasiUse.PREVIEW1) && !wanted.module().equals(WasiUse.UNSTABLE)) {
            return HostAbi.capability(wanted.module(), wanted.name()).isPresent() ? Rule.MAY_USE_HOST_ABI : null;
        }
        return switch (wanted.name()) {
            case "path_open",
                    "path_create_directory",
                    "path_filestat_set_times",
                    "path_link",
                    "path_remove_directory",
                    "path_rename",
                    "path_symlink",
                    "path_unlink_file",
                    "fd_allocate",
                    "fd_filestat_set_size",
                    "fd_filestat_set_times" -> Rule.MAY_WRITE_FILES;
            case "sock_open", "sock_connect", "sock_getaddrinfo" -> Rule.MAY_CONNECT;
            case "sock_accept", "sock_recv", "sock_send", "sock_shutdown" -> Rule.MAY_USE_SOCKETS;
            case "environ_get" -> Rule.MAY_READ_ENVIRONMENT;
            default -> null;
        };
    }

    private static String listed(List<String> names) {
        List<String> shown = names.subList(0, Math.min(NAMED, names.size()));
        return String.join(" ", shown) + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }
}
