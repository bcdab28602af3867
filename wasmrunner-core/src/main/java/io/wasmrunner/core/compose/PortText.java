package io.wasmrunner.core.compose;

import java.util.Map;

/** An entry of {@code ports} as {@code --publish} takes it. */
final class PortText {
    private PortText() {}

    /** Of either form; what is wrong with it, whoever reads it says. */
    static String of(Yaml port) {
        return switch (port) {
            case Yaml.Text text -> text.value();
            case Yaml.Items _ -> "";
            case Yaml.Fields fields -> {
                String address = text(fields.fields(), "host_ip");
                String published = text(fields.fields(), "published");
                String protocol = text(fields.fields(), "protocol");
                yield (address.isEmpty() ? "" : address + ":")
                        + (published.isEmpty() && address.isEmpty() ? "" : published + ":")
                        + text(fields.fields(), "target")
                        + (protocol.isEmpty() ? "" : "/" + protocol);
            }
        };
    }

    private static String text(Map<String, Yaml.Field> fields, String key) {
        Yaml.Field field = fields.get(key);
        return field != null && field.value() instanceof Yaml.Text text && !text.isNull() ? text.value() : "";
    }
}
