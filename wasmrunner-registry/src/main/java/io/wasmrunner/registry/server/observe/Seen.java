package io.wasmrunner.registry.server.observe;

/**
 * A request that was answered.
 *
 * @param user empty for somebody who did not say
 * @param bytes of the answer
 * @param nanos that it took
 */
public record Seen(String remote, String user, String method, String path, int status, long bytes, long nanos) {
    /** Whether something was changed, or somebody was refused. */
    boolean concernsAudit() {
        boolean reading = method.equals("GET") || method.equals("HEAD");
        return status == 401 || status == 403 || (!reading && status < 400);
    }
}
