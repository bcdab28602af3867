package io.wasmrunner.sandbox.quota;

/** What is limited. The flag is the one a user raises it with, the exit code what a run ends with when it stops the guest. */
public enum Quota {
    MEMORY("memory limit", "-m", 137),
    WALL_TIME("wall-time limit", "--timeout", 124),
    FUEL("fuel limit", "--fuel", 123),
    HOST_CALLS("host-call limit", "--max-syscalls", 122),
    OUTPUT("output limit", "--max-output", 121),
    CALL_DEPTH("call-depth limit", "--max-call-depth", 120),
    TABLE_ELEMENTS("table limit", "--max-table-elements", 119),
    DISK("disk limit", "--max-disk", 118),
    OPEN_FILES("open-file limit", "--max-open-files", 117);

    private final String title;
    private final String flag;
    private final int exitCode;

    Quota(String title, String flag, int exitCode) {
        this.title = title;
        this.flag = flag;
        this.exitCode = exitCode;
    }

    /** Its name in a message, for example {@code wall-time limit}. */
    public String title() {
        return title;
    }

    public String flag() {
        return flag;
    }

    public int exitCode() {
        return exitCode;
    }
}
