/** Images: their formats, the store, the registry's client and server. */
module io.wasmrunner.registry {
    requires static transitive org.jspecify;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive java.sql;
    requires org.xerial.sqlitejdbc;
    requires bcrypt;
    requires com.nimbusds.jose.jwt;
    requires io.helidon.webserver;
    requires org.apache.commons.compress;
    requires org.tomlj;
    requires java.logging;
    requires java.net.http;

    exports io.wasmrunner.registry;
    exports io.wasmrunner.registry.database;
    exports io.wasmrunner.registry.digest;
    exports io.wasmrunner.registry.file;
    exports io.wasmrunner.registry.format;
    exports io.wasmrunner.registry.reference;
    exports io.wasmrunner.registry.server;
    exports io.wasmrunner.registry.server.access;
    exports io.wasmrunner.registry.server.maintenance;
    exports io.wasmrunner.registry.server.users;
    exports io.wasmrunner.registry.server.config;
    exports io.wasmrunner.registry.store;
}
