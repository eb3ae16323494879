internal import Cryptography
internal import Doorway

/// What one run proves itself with: to TLS clients, and to whoever checks its id_tokens.
struct Keys: Sendable {
    let material: TLSMaterial
    let signing: RSAPrivateKey

    /// Certificates that lie in the directory are used again; the signing key is new each time, as after a rollover.
    static func make(_ directory: TLSDirectory, hosts: [String]) async -> Result<Keys, SandboxError> {
        async let signing = Result { () throws(CryptographyError) in try RSAPrivateKey.generate() }
        do throws(SandboxError) {
            let material = try directory.material(hosts: hosts)
            guard case .success(let signing) = await signing else {
                throw .cannotCreate("cannot make a signing key")
            }
            return .success(Keys(material: material, signing: signing))
        } catch {
            return .failure(error)
        }
    }
}
