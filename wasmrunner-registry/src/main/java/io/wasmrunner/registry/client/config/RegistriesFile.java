package io.wasmrunner.registry.client.config;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.toml.TomlSection;
import io.wasmrunner.registry.toml.TomlSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code registries.toml}: a {@link ClientConfig} as people write it. Unknown keys are refused. */
public final class RegistriesFile {
    private static final String DEFAULT = "default-registry";
    private static final String PARALLEL = "parallel";
    private static final String CHUNK = "chunk-mib";
    private static final String HOST = "host";

    private RegistriesFile() {}

    /**
     * What the file says; the defaults when there is none.
     *
     * @throws RegistryException {@link RegistryError#USAGE} with line and column of what is wrong
     */
    public static ClientConfig read(Path file) {
        return TomlSource.read(file).map(RegistriesFile::config).orElse(ClientConfig.DEFAULT);
    }

    /** @param folder what paths in it begin at */
    static ClientConfig parse(String name, String text, Path folder) {
        return config(TomlSource.parse(name, text, folder));
    }

    private static ClientConfig config(TomlSection toml) {
        toml.only(DEFAULT, PARALLEL, CHUNK, HOST);
        String registry = toml.has(DEFAULT) ? toml.text(DEFAULT) : Reference.DOCKER_HUB;
        if (!Hosts.isHost(registry)) {
            throw toml.wrong(DEFAULT, "must be host or host:port");
        }
        Map<String, HostConfig> hosts = new HashMap<>();
        TomlSection all = toml.section(HOST);
        for (String name : all.keys()) {
            if (!Hosts.isHost(name)) {
                throw all.wrong(name, "must be host or host:port, in quotes: [host.\"registry.example:5000\"]");
            }
            hosts.put(name, host(all.section(name)));
        }
        return new ClientConfig(
                registry,
                toml.number(PARALLEL, 1, ClientConfig.MOST_PARALLEL, ClientConfig.PARALLEL),
                toml.number(CHUNK, 1, 1024, ClientConfig.CHUNK >> 20) << 20,
                hosts);
    }

    private static HostConfig host(TomlSection host) {
        host.only("insecure", "ca", "cert", "key", "mirrors");
        if (host.has("cert") != host.has("key")) {
            throw host.wrong(host.has("cert") ? "cert" : "key", "needs the other of cert and key beside it");
        }
        List<Mirror> mirrors = new ArrayList<>();
        for (String mirror : host.texts("mirrors")) {
            try {
                mirrors.add(Mirror.parse(mirror));
            } catch (RegistryException e) {
                throw host.wrong("mirrors", "must hold host[:port][/prefix], not " + mirror);
            }
        }
        return new HostConfig(
                host.flag("insecure", false), host.paths("ca"), host.path("cert"), host.path("key"), mirrors);
    }
}
