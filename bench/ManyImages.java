import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.WasmConfig;
import io.wasmrunner.registry.image.ImageStore;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.Lease;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Puts as many images into a store: {@code java -cp wasmrunner.jar:… bench/ManyImages.java FOLDER COUNT}. */
public final class ManyImages {
    public static void main(String[] arguments) throws Exception {
        try (ImageStore store = new ImageStore(Path.of(arguments[0], "content"), System.err::println);
                Lease lease = store.blobs().lease()) {
            byte[] module = {0, 'a', 's', 'm', 1, 0, 0, 0};
            store.blobs().put(module);
            Descriptor layer = Descriptor.of(MediaTypes.WASM_LAYER, module);
            byte[] config = new WasmConfig("", "", "wasip1", List.of(layer.digest())).bytes();
            store.blobs().put(config);
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                Manifest manifest = Manifest.of(
                        Descriptor.of(MediaTypes.WASM_CONFIG, config), List.of(layer), Map.of("number", "" + i));
                store.blobs().put(manifest.bytes());
                store.add(manifest, manifest.digest(), List.of(Reference.parse("bench/image" + i + ":1")));
            }
        }
    }
}
