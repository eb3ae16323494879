internal import Cryptography
internal import Linux

/// Pairs of key and certificate in a directory. Only what root or we own is read, keys only when nobody else can read
/// them, and no symbolic link is followed.
struct TLSFiles {
    /// No certificate or key of ours is near it, in bytes.
    private static let limit = 1 << 16
    let directory: String

    init(directory: String) throws(TLSError) {
        self.directory = directory
        try Self.store { () throws(LinuxError) in try Directory.ensure(directory, mode: 0o755) }
    }

    func path(_ name: String) -> String { directory + "/" + name }

    /// `name.pem` and `name-key.pem`; nil when neither is there.
    func pair(_ name: String) throws(TLSError) -> (certificate: X509Certificate, key: RSAPrivateKey)? {
        let (certificatePath, keyPath) = (path("\(name).pem"), path("\(name)-key.pem"))
        switch (try exists(certificatePath), try exists(keyPath)) {
        case (false, false): return nil
        case (true, false): throw .incomplete(present: certificatePath, missing: keyPath)
        case (false, true): throw .incomplete(present: keyPath, missing: certificatePath)
        case (true, true): break
        }
        let certificateText = try read(certificatePath, modeAtMost: 0o644)
        let keyText = try read(keyPath, modeAtMost: 0o600)
        guard let certificate = try? X509Certificate(pem: certificateText) else {
            throw .unusable(path: certificatePath, reason: "holds no certificate")
        }
        guard let key = try? RSAPrivateKey(pem: keyText) else {
            throw .unusable(path: keyPath, reason: "holds no RSA key")
        }
        guard certificate.belongs(to: key) else {
            throw .unusable(path: keyPath, reason: "is not the key of \(certificatePath)")
        }
        return (certificate, key)
    }

    /// The key first: a certificate without its key looks like somebody else's.
    func keep(_ name: String, certificate: String, key: String) throws(TLSError) {
        let paths = (path("\(name)-key.pem"), path("\(name).pem"))
        try Self.store { () throws(LinuxError) in
            try PrivateFile.replace(paths.0, mode: 0o600, contents: Array(key.utf8))
            try PrivateFile.replace(paths.1, mode: 0o644, contents: Array(certificate.utf8))
        }
    }

    private func exists(_ path: String) throws(TLSError) -> Bool {
        try Self.store { () throws(LinuxError) in try PrivateFile.exists(path) }
    }

    private func read(_ path: String, modeAtMost mode: UInt32) throws(TLSError) -> String {
        let bytes = try Self.store { () throws(LinuxError) in
            try PrivateFile.read(path, modeAtMost: mode, limit: Self.limit)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func store<Result>(_ body: () throws(LinuxError) -> Result) throws(TLSError) -> Result {
        do throws(LinuxError) { return try body() } catch { throw .storage(error) }
    }
}
