package io.wasmrunner.cli.process;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the command. One for all of them, so that what it compiled and unpacked is there for the next; what a guest
 * was refused in one test is not held against it in another.
 */
final class CliExtension implements ParameterResolver, AfterEachCallback {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cli.class;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Cli cli =
                context.getRoot().getStore(Namespace.create(CliExtension.class)).get(Cli.class, Cli.class);
        if (cli != null) {
            cli.endTheStarted();
            cli.forgetStrikes();
        }
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(CliExtension.class))
                .computeIfAbsent(Cli.class, _ -> new Cli(), Cli.class);
    }
}
