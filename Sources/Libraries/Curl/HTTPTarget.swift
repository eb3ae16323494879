internal import CCurl
internal import Transport

/// The parts of a URL that decide whether it may be asked, read by the parser that later makes the request.
struct HTTPTarget {
    let scheme: String
    /// Without the brackets of an IPv6 address.
    let host: String

    init(_ url: String) throws(TransportError) {
        guard url.utf8.count <= 65_536, url.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw .malformed("a URL with characters that are not percent-encoded, or too long")
        }
        guard let handle = unsafe curl_url() else { throw .closed("out of memory") }
        defer { unsafe curl_url_cleanup(handle) }
        guard unsafe curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_DISALLOW_USER)) == CURLUE_OK,
            let scheme = unsafe Self.part(CURLUPART_SCHEME, of: handle),
            let host = unsafe Self.part(CURLUPART_HOST, of: handle)
        else { throw .malformed("a URL that cannot be read") }
        guard scheme == "https" || scheme == "http" else { throw .malformed("a URL that is not https") }
        self.scheme = scheme
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text = unsafe text else { return nil }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}
