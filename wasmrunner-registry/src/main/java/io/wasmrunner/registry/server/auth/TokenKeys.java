package io.wasmrunner.registry.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.pem.PemBlock;
import io.wasmrunner.registry.pem.PemFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.text.ParseException;
import java.util.List;

/** The keys that tokens are signed and verified with. */
final class TokenKeys {
    private static final int SMALLEST_RSA = 2048;

    private TokenKeys() {}

    /** The server's own: what the file holds, or a new one that is written there. */
    static JWK own(Path file) throws IOException {
        if (!Files.exists(file)) {
            generate(file);
        }
        PemFile pem = PemFile.read(file);
        PrivateKey key = pem.privateKey();
        try {
            return switch (key) {
                case RSAPrivateCrtKey rsa -> {
                    RSAPublicKey open = (RSAPublicKey) KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
                    yield new RSAKey.Builder(open(file, open))
                            .privateKey(rsa)
                            .algorithm(JWSAlgorithm.RS256)
                            .keyIDFromThumbprint()
                            .build();
                }
                case ECPrivateKey ec -> {
                    ECPublicKey open = EcPoint.publicKey(pem);
                    yield new ECKey.Builder(Curve.P_256, open)
                            .privateKey(ec)
                            .algorithm(JWSAlgorithm.ES256)
                            .keyIDFromThumbprint()
                            .build();
                }
                default -> throw wrong(file, "its key is neither RSA nor EC");
            };
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            throw wrong(file, "tokens need an RSA key of 2048 bits or more, or an EC key on P-256");
        }
    }

    private static void generate(Path file) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            String text = PemBlock.write(PemFile.PRIVATE_KEY, pair.getPrivate().getEncoded())
                    + PemBlock.write(PemFile.PUBLIC_KEY, pair.getPublic().getEncoded());
            PrivateFolders.make(file.toAbsolutePath().getParent());
            DurableFile.replaceSecret(file, text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes EC keys", e);
        }
    }

    /** Another issuer's: a JWKS file, or PEM with a certificate or a public key. */
    static JWKSet others(Path file) throws IOException {
        if (Files.isReadable(file) && Files.readString(file).stripLeading().startsWith("{")) {
            try {
                return JWKSet.load(file.toFile()).toPublicJWKSet();
            } catch (ParseException e) {
                throw wrong(file, "it is no JSON Web Key Set");
            }
        }
        PublicKey key = PemFile.read(file).publicKey();
        return new JWKSet(List.of(
                switch (key) {
                    case RSAPublicKey rsa -> open(file, rsa);
                    case ECPublicKey ec -> new ECKey.Builder(Curve.P_256, ec).build();
                    default -> throw wrong(file, "its key is neither RSA nor EC");
                }));
    }

    private static RSAKey open(Path file, RSAPublicKey key) {
        BigInteger modulus = key.getModulus();
        if (modulus.bitLength() < SMALLEST_RSA) {
            throw wrong(file, "its RSA key has " + modulus.bitLength() + " bits; the least is " + SMALLEST_RSA);
        }
        return new RSAKey.Builder(key).build();
    }

    private static RegistryException wrong(Path file, String why) {
        return new RegistryException(RegistryError.INVALID, "cannot use " + file + ": " + why);
    }
}
