package io.wasmrunner.registry.format;

/** The media types that images are made of. */
public final class MediaTypes {
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
    public static final String OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
    public static final String OCI_LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";
    public static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";

    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
    public static final String DOCKER_LAYER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /** The CNCF's Wasm OCI artifact layout. */
    public static final String WASM_CONFIG = "application/vnd.wasm.config.v0+json";

    public static final String WASM_LAYER = "application/wasm";

    /** Older ways to wrap a module: runwasi's, wash's, Spin's. */
    public static final String RUNWASI_LAYER = "application/vnd.bytecodealliance.wasm.component.layer.v0+wasm";

    public static final String WASH_LAYER = "application/vnd.module.wasm.content.layer.v1+wasm";
    public static final String SPIN_LAYER = "application/vnd.wasm.content.layer.v1+wasm";

    private MediaTypes() {}

    public static boolean isIndex(String mediaType) {
        return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_LIST);
    }

    public static boolean isManifest(String mediaType) {
        return mediaType.equals(OCI_MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
    }

    /** A layer that is a module, not an archive. */
    public static boolean isModule(String mediaType) {
        return switch (mediaType) {
            case WASM_LAYER, RUNWASI_LAYER, WASH_LAYER, SPIN_LAYER -> true;
            default -> false;
        };
    }

    /** A layer that is an archive of files. */
    public static boolean isArchive(String mediaType) {
        return switch (mediaType) {
            case OCI_LAYER, OCI_LAYER_GZIP, OCI_LAYER_ZSTD, DOCKER_LAYER, DOCKER_LAYER_GZIP -> true;
            default -> false;
        };
    }
}
