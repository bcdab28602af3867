/** The command as users meet it: a process with arguments, streams, signals and an exit code. */
@NullMarked
package io.wasmrunner.cli.process;

import org.jspecify.annotations.NullMarked;
