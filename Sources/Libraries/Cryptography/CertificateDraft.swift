internal import CCrypto

/// A certificate before it is signed. Dropping it unsigned frees it.
///
/// Not `Sendable`: it changes.
@safe final class CertificateDraft {
    enum Extension {
        case basicConstraints, keyUsage, extendedKeyUsage, subjectAlternativeNames, subjectKeyIdentifier
        case authorityKeyIdentifier

        fileprivate var kind: CInt {
            switch self {
            case .basicConstraints: NID_basic_constraints
            case .keyUsage: NID_key_usage
            case .extendedKeyUsage: NID_ext_key_usage
            case .subjectAlternativeNames: NID_subject_alt_name
            case .subjectKeyIdentifier: NID_subject_key_identifier
            case .authorityKeyIdentifier: NID_authority_key_identifier
            }
        }
    }

    private let raw: OpaquePointer
    private var issuer: OpaquePointer?
    /// Keeps what `issuer` points into, when that is another.
    private var issuerCertificate: X509Certificate?

    /// Good from an hour before `now`, in Unix seconds: clocks differ.
    init(name: String, key: RSAPrivateKey, from now: Int64, days: Int) throws(CryptographyError) {
        guard let raw = unsafe X509_new() else { throw .lastOfLibrary }
        unsafe self.raw = unsafe raw
        let serial = RandomBytes.make(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let start = now - 3_600
        // Version 3 is written as 2 (RFC 5280, section 4.1.2.1); a serial number is positive (section 4.1.2.2).
        try unsafe call { unsafe X509_set_version($0, 2) }
        try unsafe call { unsafe ASN1_INTEGER_set_uint64(X509_get_serialNumber($0), serial >> 1 | 1) }
        try unsafe call { unsafe ASN1_TIME_set(X509_getm_notBefore($0), time_t(start)) == nil ? 0 : 1 }
        try unsafe call {
            unsafe ASN1_TIME_set(X509_getm_notAfter($0), time_t(start + Int64(days) * 86_400)) == nil ? 0 : 1
        }
        try unsafe call { unsafe X509_set_pubkey($0, key.raw) }
        try unsafe call { unsafe Self.setCommonName(name, of: X509_get_subject_name($0)) }
    }

    deinit { unsafe X509_free(raw) }

    func nameItselfIssuer() throws(CryptographyError) { try unsafe nameIssuer(raw) }

    func nameIssuer(_ certificate: X509Certificate) throws(CryptographyError) {
        issuerCertificate = certificate
        try unsafe nameIssuer(certificate.raw)
    }

    /// After the issuer is named.
    func add(_ part: Extension, _ value: String) throws(CryptographyError) {
        try unsafe call { unsafe pc_add_extension($0, issuer, part.kind, value) }
    }

    func signed(by key: RSAPrivateKey) throws(CryptographyError) -> X509Certificate {
        guard unsafe X509_sign(raw, key.raw, EVP_sha256()) > 0 else { throw .lastOfLibrary }
        return try unsafe X509Certificate(adopting: X509_dup(raw))
    }

    private func nameIssuer(_ issuer: OpaquePointer) throws(CryptographyError) {
        unsafe self.issuer = unsafe issuer
        try unsafe call { unsafe X509_set_issuer_name($0, X509_get_subject_name(issuer)) }
    }

    private static func setCommonName(_ name: String, of subject: OpaquePointer?) -> CInt {
        let bytes = Array(name.utf8)
        return unsafe X509_NAME_add_entry_by_NID(
            subject, NID_commonName, MBSTRING_UTF8, bytes, CInt(bytes.count), -1, 0)
    }

    private func call(_ body: (OpaquePointer) -> CInt) throws(CryptographyError) {
        guard unsafe body(raw) == 1 else { throw .lastOfLibrary }
    }
}
