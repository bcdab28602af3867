/** Images: their formats, the store, the registry's client and server. */
module io.wasmrunner.registry {
    requires static transitive org.jspecify;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive java.sql;
    requires org.tomlj;
    requires org.xerial.sqlitejdbc;
    requires org.apache.commons.compress;
    requires aircompressor.v3;
    requires bcrypt;
    requires com.nimbusds.jose.jwt;
    requires io.helidon.webserver;
    requires java.logging;

    exports io.wasmrunner.registry;
    exports io.wasmrunner.registry.archive;
    exports io.wasmrunner.registry.client;
    exports io.wasmrunner.registry.client.auth;
    exports io.wasmrunner.registry.client.config;
    exports io.wasmrunner.registry.client.http;
    exports io.wasmrunner.registry.build;
    exports io.wasmrunner.registry.build.record;
    exports io.wasmrunner.registry.database;
    exports io.wasmrunner.registry.digest;
    exports io.wasmrunner.registry.file;
    exports io.wasmrunner.registry.format;
    exports io.wasmrunner.registry.image;
    exports io.wasmrunner.registry.layer;
    exports io.wasmrunner.registry.layer.tar;
    exports io.wasmrunner.registry.overlay;
    exports io.wasmrunner.registry.reference;
    exports io.wasmrunner.registry.server;
    exports io.wasmrunner.registry.server.access;
    exports io.wasmrunner.registry.server.maintenance;
    exports io.wasmrunner.registry.server.users;
    exports io.wasmrunner.registry.server.config;
    exports io.wasmrunner.registry.sign;
    exports io.wasmrunner.registry.store;
    exports io.wasmrunner.registry.stream;
    exports io.wasmrunner.registry.text;
}
