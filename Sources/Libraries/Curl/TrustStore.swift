internal import CCurl

/// Whose certificates are believed: the system's, and those of one extra file.
package struct TrustStore: Hashable, Sendable {
    /// Certificates named by the hash of their subject, as ca-certificates and `openssl rehash` lay them out.
    package let directory: String
    /// PEM; empty when there is no extra file.
    package let extra: [UInt8]

    /// Where Debian's ca-certificates keeps the system's.
    package static let systemDirectory = "/etc/ssl/certs"
    /// More than all certificate authorities of the world take.
    private static let sizeLimit = 4 << 20

    /// Reads the extra file once, so that a later change of it changes nothing behind our back.
    package init(directory: String = systemDirectory, extraFile: String? = nil) throws(CurlSetupError) {
        self.directory = directory
        guard let extraFile else {
            extra = []
            return
        }
        let bytes = try Self.contents(of: extraFile)
        guard String(decoding: bytes, as: UTF8.self).contains("-----BEGIN CERTIFICATE-----") else {
            throw .noCertificates(path: extraFile)
        }
        extra = bytes
    }

    private static func contents(of path: String) throws(CurlSetupError) -> [UInt8] {
        guard let file = unsafe fopen(path, "re") else { throw .unreadable(path: path) }
        defer { unsafe fclose(file) }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: sizeLimit + 1) { buffer, count in
            count = unsafe fread(buffer.baseAddress, 1, sizeLimit + 1, file)
        }
        guard unsafe ferror(file) == 0, bytes.count <= sizeLimit else { throw .unreadable(path: path) }
        return bytes
    }
}
