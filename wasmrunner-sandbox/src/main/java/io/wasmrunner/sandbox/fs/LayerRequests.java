package io.wasmrunner.sandbox.fs;

/** How an overlay opens what is in its layers; it never follows a link there. */
final class LayerRequests {
    static final OpenRequest READ = new OpenRequest(true, false, false, false, false, false, false, false, false);
    static final OpenRequest DIRECTORY = new OpenRequest(true, false, false, false, false, true, false, false, false);
    static final OpenRequest MAKE = new OpenRequest(false, true, true, true, false, false, false, false, false);

    private LayerRequests() {}

    /** The same of what is known to be there and no link. */
    static OpenRequest existing(OpenRequest request) {
        return new OpenRequest(
                request.read(),
                request.write(),
                false,
                false,
                request.truncate(),
                request.directory(),
                false,
                request.append(),
                request.sync());
    }

    /** The same, to make what is not there. */
    static OpenRequest making(OpenRequest request) {
        return new OpenRequest(
                request.read(),
                request.write(),
                true,
                request.exclusive(),
                request.truncate(),
                false,
                false,
                request.append(),
                request.sync());
    }
}
