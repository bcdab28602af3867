/** Lists for people, for templates and for programs. */
@NullMarked
package io.wasmrunner.cli.format;

import org.jspecify.annotations.NullMarked;
