internal import CCrypto

extension PublicKey {
    /// The public half of a key that libcrypto holds.
    convenience init(of key: OpaquePointer) throws(CryptographyError) {
        let algorithm: SignatureAlgorithm
        switch unsafe EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA where unsafe Self.modulusBits.contains(Int(EVP_PKEY_get_bits(key))): algorithm = .rs256
        case EVP_PKEY_EC where unsafe EVP_PKEY_get_bits(key) == 256: algorithm = .es256
        default: throw .invalid("neither an RSA key of 2048 to 8192 bits nor one on a curve of 256 bits")
        }
        let count = unsafe i2d_PUBKEY(key, nil)
        guard count > 0 else { throw .lastOfLibrary }
        var encoded = [UInt8](repeating: 0, count: Int(count))
        unsafe encoded.withUnsafeMutableBufferPointer { (buffer) in
            var position = buffer.baseAddress
            _ = unsafe i2d_PUBKEY(key, &position)
        }
        try self.init(algorithm: algorithm, encoded: encoded)
    }
}
