package io.wasmrunner.registry.image;

/** How an image holds its module. */
public enum ImageStyle {
    /** The first layer is the module: the CNCF's Wasm artifact, and the older ways to wrap one. */
    MODULE,
    /** The layers are archives of files, and one of the files is the module. */
    FILES,
    /** Something else that registries keep: a signature, a chart. It can be moved, not run. */
    OTHER
}
