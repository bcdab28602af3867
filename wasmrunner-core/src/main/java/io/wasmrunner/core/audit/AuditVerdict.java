package io.wasmrunner.core.audit;

/** What came of checking an audit log. */
public sealed interface AuditVerdict {

    /**
     * Every record is there, as it was written and where it was written.
     *
     * @param unfinished half a record follows: its writer is at it, or was stopped; the next one removes it
     */
    record Whole(long records, boolean unfinished) implements AuditVerdict {}

    /**
     * Something was changed, removed or put elsewhere.
     *
     * @param line the first that is wrong, from 1; 0 when it is the head
     * @param why a clause
     */
    record Broken(long line, String why) implements AuditVerdict {}
}
