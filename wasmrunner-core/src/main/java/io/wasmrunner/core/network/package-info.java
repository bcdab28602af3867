/** Which ports of the host are a guest's, and what of the network it may reach. */
@NullMarked
package io.wasmrunner.core.network;

import org.jspecify.annotations.NullMarked;
