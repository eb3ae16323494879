internal import CCurl
internal import Domain
internal import Transport

extension Easy {
    /// What is asked: method, header fields and body.
    func apply(_ request: HTTPRequest) throws(TransportError) {
        switch request.method {
        case .get: try set(CURLOPT_HTTPGET, 1)
        case .post, .put, .patch, .delete:
            if let body = request.body {
                try body.withExposed { (bytes) throws(TransportError) in try setPost(bytes) }
            } else if request.method != .delete {
                try setPost([])
            }
            if request.method != .post { try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
        }
        var lines = ["Expect:"]  // never wait for 100 Continue
        // Nor does it name a type by itself, which a server could take offence at.
        if request.headers.value(of: "content-type") == nil { lines.append("Content-Type:") }
        for field in request.headers { lines.append(try Self.line(field)) }
        try set(CURLOPT_USERAGENT, "postern")
        try setHeaders(lines)
    }

    /// Field names are tokens, values have no controls (RFC 9110, sections 5.1 and 5.5).
    private static func line(_ field: HTTPField) throws(TransportError) -> String {
        let isToken = { (byte: UInt8) in
            (0x21...0x7e).contains(byte) && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
        }
        guard !field.name.isEmpty, field.name.utf8.allSatisfy(isToken) else {
            throw .malformed("a header field's name")
        }
        return try field.value.withExposed { (value) throws(TransportError) in
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }) else {
                throw .malformed("a header field's value")
            }
            return value.isEmpty ? "\(field.name);" : "\(field.name): \(value)"
        }
    }
}
