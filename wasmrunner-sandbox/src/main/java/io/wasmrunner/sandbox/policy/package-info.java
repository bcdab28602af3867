/** The policy of one guest: what it may touch and how much of it, how policies are merged, and their text. */
@NullMarked
package io.wasmrunner.sandbox.policy;

import org.jspecify.annotations.NullMarked;
