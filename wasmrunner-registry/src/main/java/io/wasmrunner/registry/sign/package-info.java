/** Who vouches for what: keys, signatures of images and of modules, and the policy that asks for them. */
@NullMarked
package io.wasmrunner.registry.sign;

import org.jspecify.annotations.NullMarked;
