internal import CCurl

/// The libcurl that this process was linked with.
struct CurlLibrary: Hashable, Sendable {
    /// As curl writes it: 0xXXYYZZ.
    var version: UInt32
    /// Such as `OpenSSL/3.0.22`.
    var tls: String
    var speaksHTTP2: Bool
    /// Names are resolved without stopping the loop.
    var resolvesInBackground: Bool
    var protocols: Set<String>

    /// Whether curl's one global initialisation, made at the first question, succeeded.
    static let isReady = pcurl_global_init() == CURLE_OK

    /// 7.88.0, Debian 12's; connect-only without credentials was tried with it.
    private static let oldestVersion: UInt32 = 0x07_58_00

    /// What is linked.
    static func linked() throws(CurlSetupError) -> CurlLibrary {
        guard isReady, let information = unsafe pcurl_version()?.pointee else {
            throw .unsuitableLibrary("it does not start")
        }
        return unsafe CurlLibrary(
            version: information.version_num, tls: information.ssl_version.map { unsafe String(cString: $0) } ?? "none",
            speaksHTTP2: information.features & CURL_VERSION_HTTP2 != 0,
            resolvesInBackground: information.features & CURL_VERSION_ASYNCHDNS != 0,
            protocols: names(information.protocols))
    }

    /// Whether Postern can work with this library.
    func verify() throws(CurlSetupError) {
        guard tls.hasPrefix("OpenSSL/") else { throw .wrongTLSLibrary(tls) }
        guard version >= Self.oldestVersion else { throw .unsuitableLibrary("older than 7.88") }
        guard speaksHTTP2 else { throw .unsuitableLibrary("no HTTP/2") }
        guard resolvesInBackground else { throw .unsuitableLibrary("no asynchronous name resolution") }
        let missing = Set(["http", "https", "imap", "imaps", "smtp", "smtps"]).subtracting(protocols)
        guard missing.isEmpty else { throw .unsuitableLibrary("no \(missing.sorted().joined(separator: ", "))") }
    }

    private static func names(_ list: UnsafePointer<UnsafePointer<CChar>?>?) -> Set<String> {
        guard let list = unsafe list else { return [] }
        var names: Set<String> = []
        var index = 0
        while let name = unsafe list[index] {
            unsafe names.insert(String(cString: name))
            index += 1
        }
        return names
    }
}
