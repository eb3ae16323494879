internal import CCrypto

/// An RSA key that signs. Immutable, and libcrypto counts its references with a lock: safe to share. Freeing wipes it.
@safe package final class RSAPrivateKey: @unchecked Sendable {
    let raw: OpaquePointer

    private init(adopting raw: OpaquePointer?) throws(CryptographyError) {
        guard let raw = unsafe raw else { throw .lastOfLibrary }
        guard unsafe EVP_PKEY_get_base_id(raw) == EVP_PKEY_RSA,
            unsafe PublicKey.modulusBits.contains(Int(EVP_PKEY_get_bits(raw)))
        else {
            unsafe EVP_PKEY_free(raw)
            throw .invalid("not an RSA key of 2048 to 8192 bits")
        }
        unsafe self.raw = unsafe raw
    }

    /// Takes a tenth of a second or so, at 2048 bits.
    package static func generate(bits: Int = 2_048) throws(CryptographyError) -> RSAPrivateKey {
        guard PublicKey.modulusBits.contains(bits) else { throw .invalid("an RSA key has 2048 to 8192 bits") }
        return try unsafe RSAPrivateKey(adopting: pc_generate_rsa(bits))
    }

    /// Reads PKCS #8 or PKCS #1, unencrypted.
    package convenience init(pem: String) throws(CryptographyError) {
        let source = try MemoryBIO(pem)
        try unsafe self.init(adopting: pc_read_private_key(source.raw))
    }

    deinit { unsafe EVP_PKEY_free(raw) }

    /// PKCS #8, unencrypted: for a file that nobody else reads.
    package var pem: String {
        get throws(CryptographyError) {
            let target = try MemoryBIO()
            guard unsafe PEM_write_bio_PKCS8PrivateKey(target.raw, raw, nil, nil, 0, nil, nil) == 1 else {
                throw .lastOfLibrary
            }
            return target.text
        }
    }

    package var publicKey: PublicKey {
        get throws(CryptographyError) { try unsafe PublicKey(of: raw) }
    }

    /// The modulus, big-endian, as a JWK carries it.
    package var modulus: [UInt8] { number("n") }
    /// The public exponent, big-endian.
    package var exponent: [UInt8] { number("e") }

    /// A signature over SHA-256.
    func sign(_ message: [UInt8], padding: CInt) throws(CryptographyError) -> [UInt8] {
        let context = try SignatureContext()
        try unsafe context.begin(padding: padding) { unsafe EVP_DigestSignInit($0, $1, EVP_sha256(), nil, raw) }
        var count = Int(unsafe EVP_PKEY_get_size(raw))
        var signature = [UInt8](repeating: 0, count: count)
        try unsafe context.call { unsafe EVP_DigestSign($0, &signature, &count, message, message.count) }
        return Array(signature.prefix(count))
    }

    /// By the name that EVP_PKEY-RSA(7) gives it.
    private func number(_ name: String) -> [UInt8] {
        var number: OpaquePointer?
        guard unsafe EVP_PKEY_get_bn_param(raw, name, &number) == 1 else { return [] }
        defer { unsafe BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: Int(unsafe BN_num_bits(number) + 7) / 8)
        _ = unsafe BN_bn2bin(number, &bytes)
        return bytes
    }
}
