/** The audit log: what was done here that matters for security, chained so that a change to it shows. */
@NullMarked
package io.wasmrunner.core.audit;

import org.jspecify.annotations.NullMarked;
