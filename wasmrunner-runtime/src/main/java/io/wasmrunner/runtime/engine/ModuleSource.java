package io.wasmrunner.runtime.engine;

/**
 * A module to compile, by a name for its bytes first: an engine that has compiled it before may never need them.
 */
public interface ModuleSource {

    /** Says which bytes these are: equal keys mean equal bytes. */
    String key();

    /** The module in binary form; may take long to make. Nobody may change the array. */
    byte[] bytes();
}
