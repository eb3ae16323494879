/// A certificate authority of one's own, for servers on the machine it is made on.
package struct CertificateAuthority: Sendable {
    /// How long a server's certificate may live, in days: clients refuse longer ones (CA/Browser Forum, ballot SC31).
    package static let longestServerDays = 397
    private static let daysOfAuthority = 3_650

    package let certificate: X509Certificate
    package let key: RSAPrivateKey

    /// One that was made before.
    package init(certificate: X509Certificate, key: RSAPrivateKey) {
        self.certificate = certificate
        self.key = key
    }

    /// A new one, signed by itself; `now` is in Unix seconds.
    package static func make(name: String, now: Int64) throws(CryptographyError) -> CertificateAuthority {
        let key = try RSAPrivateKey.generate()
        let draft = try CertificateDraft(name: name, key: key, from: now, days: daysOfAuthority)
        try draft.nameItselfIssuer()
        try draft.add(.basicConstraints, "critical,CA:TRUE,pathlen:0")
        try draft.add(.keyUsage, "critical,keyCertSign,cRLSign")
        try draft.add(.subjectKeyIdentifier, "hash")
        return CertificateAuthority(certificate: try draft.signed(by: key), key: key)
    }

    /// A certificate for a server that goes by these names: host names, and addresses in digits.
    package func issue(
        to hosts: [String], key: RSAPrivateKey, now: Int64, days: Int = longestServerDays
    ) throws(CryptographyError) -> X509Certificate {
        guard (1...Self.longestServerDays).contains(days) else {
            throw .invalid("a server's certificate lives 1 to \(Self.longestServerDays) days")
        }
        let names = try SubjectNames(hosts)
        let draft = try CertificateDraft(name: names.common, key: key, from: now, days: days)
        try draft.nameIssuer(certificate)
        try draft.add(.basicConstraints, "critical,CA:FALSE")
        try draft.add(.keyUsage, "critical,digitalSignature,keyEncipherment")
        try draft.add(.extendedKeyUsage, "serverAuth")
        try draft.add(.subjectAlternativeNames, names.alternatives)
        try draft.add(.subjectKeyIdentifier, "hash")
        try draft.add(.authorityKeyIdentifier, "keyid:always")
        return try draft.signed(by: self.key)
    }
}
