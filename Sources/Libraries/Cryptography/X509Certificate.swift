internal import CCrypto

/// One certificate (RFC 5280). Immutable once it is made; libcrypto counts its references with a lock: safe to share.
@safe package final class X509Certificate: @unchecked Sendable {
    let raw: OpaquePointer
    package let der: [UInt8]

    init(adopting raw: OpaquePointer?) throws(CryptographyError) {
        guard let raw = unsafe raw else { throw .lastOfLibrary }
        let count = unsafe i2d_X509(raw, nil)
        guard count > 0 else {
            unsafe X509_free(raw)
            throw .lastOfLibrary
        }
        var der = [UInt8](repeating: 0, count: Int(count))
        unsafe der.withUnsafeMutableBufferPointer { (buffer) in
            var position = buffer.baseAddress
            _ = unsafe i2d_X509(raw, &position)
        }
        unsafe self.raw = unsafe raw
        self.der = der
    }

    /// Reads the first certificate in a PEM text.
    package convenience init(pem: String) throws(CryptographyError) {
        let source = try MemoryBIO(pem)
        try unsafe self.init(adopting: pc_read_certificate(source.raw))
    }

    /// Nothing may follow it.
    package convenience init(der: [UInt8]) throws(CryptographyError) {
        var read = 0
        let raw = unsafe der.withUnsafeBufferPointer { (buffer) in
            var position = buffer.baseAddress
            defer { read = unsafe position.map { unsafe $0 - (buffer.baseAddress ?? $0) } ?? 0 }
            return unsafe d2i_X509(nil, &position, buffer.count)
        }
        try unsafe self.init(adopting: raw)
        guard read == der.count else { throw .invalid("something follows the certificate") }
    }

    deinit { unsafe X509_free(raw) }

    package var pem: String {
        get throws(CryptographyError) {
            let target = try MemoryBIO()
            guard unsafe PEM_write_bio_X509(target.raw, raw) == 1 else { throw .lastOfLibrary }
            return target.text
        }
    }

    package var publicKey: PublicKey {
        get throws(CryptographyError) {
            guard let key = unsafe X509_get0_pubkey(raw) else { throw .lastOfLibrary }
            return try unsafe PublicKey(of: key)
        }
    }

    /// The 32 bytes that `x5t#S256` names it by (RFC 7515, section 4.1.8).
    package var sha256Thumbprint: [UInt8] { SHA256Digest.hash(der) }

    /// The 20 bytes that `x5t` names it by (RFC 7515, section 4.1.7): a name and no proof, since SHA-1 is broken.
    package var sha1Thumbprint: [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        let result = unsafe EVP_Digest(der, der.count, &digest, nil, EVP_sha1(), nil)
        precondition(result == 1, "libcrypto has no SHA-1")
        return digest
    }

    /// Unix seconds; nil when the certificate says no real moment.
    package var notBefore: Int64? { unsafe Self.seconds(X509_get0_notBefore(raw)) }
    package var notAfter: Int64? { unsafe Self.seconds(X509_get0_notAfter(raw)) }

    /// Whether the owner of `issuer` signed this.
    package func isSigned(by issuer: X509Certificate) -> Bool {
        defer { ERR_clear_error() }
        guard let key = unsafe X509_get0_pubkey(issuer.raw) else { return false }
        return unsafe X509_verify(raw, key) == 1
    }

    /// Whether it is about this key.
    package func belongs(to key: RSAPrivateKey) -> Bool {
        defer { ERR_clear_error() }
        return unsafe X509_check_private_key(raw, key.raw) == 1
    }

    /// Whether it is for this host name or, in digits, this address (RFC 6125).
    package func covers(_ host: String) -> Bool {
        defer { ERR_clear_error() }
        return unsafe X509_check_ip_asc(raw, host, 0) == 1 || X509_check_host(raw, host, 0, 0, nil) == 1
    }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        var parts = unsafe tm()
        guard unsafe ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Int64(unsafe timegm(&parts))
    }
}
