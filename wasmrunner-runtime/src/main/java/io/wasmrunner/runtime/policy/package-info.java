/** The policy where it meets the guest: what stands behind the functions that it imports. */
@NullMarked
package io.wasmrunner.runtime.policy;

import org.jspecify.annotations.NullMarked;
