/** Runs, configuration, events: what the command line calls. */
module io.wasmrunner.core {
    requires static transitive org.jspecify;
    requires transitive io.wasmrunner.registry;
    requires transitive io.wasmrunner.runtime;
    requires com.fasterxml.jackson.core;
    requires org.snakeyaml.engine;
    requires org.tomlj;

    exports io.wasmrunner.core.audit;
    exports io.wasmrunner.core.compose;
    exports io.wasmrunner.core.config;
    exports io.wasmrunner.core.container;
    exports io.wasmrunner.core.event;
    exports io.wasmrunner.core.image;
    exports io.wasmrunner.core.inspect;
    exports io.wasmrunner.core.journal;
    exports io.wasmrunner.core.life;
    exports io.wasmrunner.core.log;
    exports io.wasmrunner.core.module;
    exports io.wasmrunner.core.network;
    exports io.wasmrunner.core.policy;
    exports io.wasmrunner.core.run;
    exports io.wasmrunner.core.sandbox;
    exports io.wasmrunner.core.state;
    exports io.wasmrunner.core.stats;
    exports io.wasmrunner.core.systemd;
    exports io.wasmrunner.core.text;
    exports io.wasmrunner.core.quarantine;
    exports io.wasmrunner.core.scan;
    exports io.wasmrunner.core.violation;
    exports io.wasmrunner.core.volume;
}
