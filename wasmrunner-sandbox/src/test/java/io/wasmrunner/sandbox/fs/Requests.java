package io.wasmrunner.sandbox.fs;

/** The {@link OpenRequest}s that tests use, by name. */
final class Requests {
    static final OpenRequest READ = new OpenRequest(true, false, false, false, false, false, true, false, false);
    static final OpenRequest READ_NO_FOLLOW =
            new OpenRequest(true, false, false, false, false, false, false, false, false);
    static final OpenRequest DIRECTORY = new OpenRequest(true, false, false, false, false, true, true, false, false);
    static final OpenRequest DIRECTORY_NO_FOLLOW =
            new OpenRequest(true, false, false, false, false, true, false, false, false);
    static final OpenRequest WRITE = new OpenRequest(false, true, false, false, false, false, true, false, false);
    static final OpenRequest READ_WRITE = new OpenRequest(true, true, false, false, false, false, true, false, false);
    static final OpenRequest CREATE = new OpenRequest(true, true, true, false, false, false, true, false, false);
    static final OpenRequest CREATE_NEW = new OpenRequest(true, true, true, true, false, false, true, false, false);
    static final OpenRequest REWRITE = new OpenRequest(true, true, true, false, true, false, true, false, false);
    static final OpenRequest TRUNCATE_READING =
            new OpenRequest(true, false, false, false, true, false, true, false, false);
    static final OpenRequest APPEND = new OpenRequest(true, true, true, false, false, false, true, true, false);
    static final OpenRequest SYNC = new OpenRequest(true, true, true, false, false, false, true, false, true);
    static final OpenRequest TOUCH = new OpenRequest(false, false, true, false, false, false, false, false, false);

    private Requests() {}
}
