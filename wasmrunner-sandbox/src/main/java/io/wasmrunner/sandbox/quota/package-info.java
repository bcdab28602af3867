/** Quotas: how much of each thing a guest may use, and the meters that count it. */
@NullMarked
package io.wasmrunner.sandbox.quota;

import org.jspecify.annotations.NullMarked;
