/** The process that holds one guest: what runs between the launcher and the guest. */
@NullMarked
package io.wasmrunner.runtime.worker;

import org.jspecify.annotations.NullMarked;
