package io.wasmrunner.runtime.engine.chicory;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.function.Function;

/** Defines a guest's classes when they are first needed, verified by the JVM like any others. */
final class GuestClassLoader extends ClassLoader {
    private final Map<String, byte[]> classes;

    GuestClassLoader(Map<String, byte[]> classes) {
        super("guest", GuestClassLoader.class.getClassLoader());
        this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** Makes the machine of one instance. */
    Function<Instance, Machine> machines() throws ReflectiveOperationException {
        var constructor =
                loadClass(ChicoryArtifact.CLASS_NAME).asSubclass(Machine.class).getConstructor(Instance.class);
        return instance -> {
            try {
                return constructor.newInstance(instance);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
