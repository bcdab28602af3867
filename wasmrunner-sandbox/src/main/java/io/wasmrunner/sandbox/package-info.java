/** What a guest may touch: the words shared by the confined file system, the streams and the quotas. */
@NullMarked
package io.wasmrunner.sandbox;

import org.jspecify.annotations.NullMarked;
