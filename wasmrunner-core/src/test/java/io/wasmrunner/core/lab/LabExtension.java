package io.wasmrunner.core.lab;

import io.wasmrunner.core.run.Lab;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the lab. One for all of them: the assembler takes seconds to compile. */
public final class LabExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(LabExtension.class))
                .computeIfAbsent(Lab.class, _ -> new Lab(), Lab.class);
    }
}
