internal import HTTPTypes

/// The head of a request, read: what there is before its body came.
struct WebReading {
    private let head: HTTPRequest
    private let origin: String
    private let path: String
    private let query: String

    /// Nil for a request without exactly one good Host (RFC 9112, section 3.2), and for a target that is no path.
    init?(_ head: HTTPRequest, isSecure: Bool) {
        guard let host = head.authority, Self.isHost(host),
            !head.headerFields.contains(where: { $0.name.canonicalName == "host" }),
            let target = head.path, target.hasPrefix("/")
        else { return nil }
        self.head = head
        origin = "\(isSecure ? "https" : "http")://\(host.lowercased())"
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts[0])
        query = parts.count > 1 ? String(parts[1]) : ""
    }

    func request(body: [UInt8]) -> WebRequest {
        var headers = WebHeaders()
        for field in head.headerFields { headers.add(field.name.rawName, field.value) }
        return WebRequest(
            method: head.method.rawValue, origin: origin, path: path, query: query, headers: headers, body: body)
    }

    /// A name or address with or without a port. Links begin with it, so nothing else may be in it.
    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 255
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                default: "-._:[]".utf8.contains(byte)
                }
            }
    }
}
