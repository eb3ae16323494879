/// A caller who speaks something else, by the first bytes of a line.
enum ForeignProtocol: String {
    case http = "HTTP"
    case tls = "TLS"

    init?(_ line: [UInt8]) {
        // A TLS record of the handshake, version 3.x (RFC 8446, section 5.1).
        if line.starts(with: [0x16, 0x03]) {
            self = .tls
        } else if Self.methods.contains(where: { line.starts(with: $0) }) {
            self = .http
        } else {
            return nil
        }
    }

    var error: RPCError {
        .parseError(
            "this is \(rawValue), not JSON-RPC", hint: "write one JSON-RPC 2.0 request a line to this socket")
    }

    /// The methods of RFC 9110, section 9, PATCH (RFC 5789), and HTTP/2's preface.
    private static let methods = [
        "GET ", "HEAD ", "POST ", "PUT ", "DELETE ", "CONNECT ", "OPTIONS ", "TRACE ", "PATCH ", "PRI * HTTP/2",
    ].map { Array($0.utf8) }
}
