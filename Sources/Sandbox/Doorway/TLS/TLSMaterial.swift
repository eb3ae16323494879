internal import Cryptography
internal import FoundationEssentials
package import NIOSSL

/// What the sandbox proves itself with: a server's certificate, from an authority of its own that clients are told to trust.
///
/// In a directory it lasts: `ca.pem`, `ca-key.pem`, `server.pem` and `server-key.pem` are used again while they are valid and
/// name every host.
package struct TLSMaterial: Sendable {
    /// The names that a sandbox always goes by.
    package static let ownHosts = ["localhost", "127.0.0.1", "::1"]
    /// What is about to expire is made anew, in seconds: a sandbox may run for a week.
    private static let margin: Int64 = 7 * 86_400

    /// The authority's certificate, in PEM: what clients have to trust.
    package let authorityPEM: String
    /// Where it lies, when it lies somewhere.
    package let authorityPath: String?
    private let serverPEM: String
    private let serverKeyPEM: String

    /// Made anew and forgotten at the end when `directory` is nil. `now` is in Unix seconds: the machine's time, not the tenant's,
    /// since clients compare with theirs.
    package init(
        directory: String?, hosts: [String] = [], now: Int64 = Int64(Date().timeIntervalSince1970)
    ) throws(TLSError) {
        let files: TLSFiles?
        if let directory { files = try TLSFiles(directory: directory) } else { files = nil }
        let authority = try Self.authority(in: files, now: now)
        let hosts = Self.ownHosts + hosts.filter { !Self.ownHosts.contains($0) }
        authorityPEM = try Self.make { () throws(CryptographyError) in try authority.certificate.pem }
        authorityPath = files?.path("ca.pem")
        (serverPEM, serverKeyPEM) = try Self.server(for: hosts, of: authority, in: files, now: now)
    }

    /// TLS 1.2 or later, as at Microsoft (reference sheet §B1). `protocols` are offered by ALPN, most wanted first.
    package func serverContext(protocols: [String] = []) throws(TLSError) -> NIOSSLContext {
        do {
            let certificates = try NIOSSLCertificate.fromPEMBytes(Array(serverPEM.utf8))
            let key = try NIOSSLPrivateKey(bytes: Array(serverKeyPEM.utf8), format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = protocols
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .cannotMake("\(error)")
        }
    }

    private static func authority(in files: TLSFiles?, now: Int64) throws(TLSError) -> CertificateAuthority {
        if let (certificate, key) = try files?.pair("ca") {
            guard certificate.isSigned(by: certificate) else {
                throw .unusable(path: files?.path("ca.pem") ?? "", reason: "is not an authority of its own")
            }
            if isGood(certificate, now) { return CertificateAuthority(certificate: certificate, key: key) }
        }
        let made = try make { () throws(CryptographyError) in
            let made = try CertificateAuthority.make(name: "Postern sandbox authority", now: now)
            return (authority: made, certificate: try made.certificate.pem, key: try made.key.pem)
        }
        try files?.keep("ca", certificate: made.certificate, key: made.key)
        return made.authority
    }

    private static func server(
        for hosts: [String], of authority: CertificateAuthority, in files: TLSFiles?, now: Int64
    ) throws(TLSError) -> (certificate: String, key: String) {
        if let (certificate, key) = try files?.pair("server"), isGood(certificate, now),
            certificate.isSigned(by: authority.certificate), hosts.allSatisfy(certificate.covers)
        {
            return try make { () throws(CryptographyError) in (try certificate.pem, try key.pem) }
        }
        let made = try make { () throws(CryptographyError) in
            let key = try RSAPrivateKey.generate()
            return (certificate: try authority.issue(to: hosts, key: key, now: now).pem, key: try key.pem)
        }
        try files?.keep("server", certificate: made.certificate, key: made.key)
        return made
    }

    private static func isGood(_ certificate: X509Certificate, _ now: Int64) -> Bool {
        guard let from = certificate.notBefore, let until = certificate.notAfter else { return false }
        return from <= now && until > now + margin
    }

    private static func make<Result>(_ body: () throws(CryptographyError) -> Result) throws(TLSError) -> Result {
        do throws(CryptographyError) { return try body() } catch { throw .cannotMake("\(error)") }
    }
}
