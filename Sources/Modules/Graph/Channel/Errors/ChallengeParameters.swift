/// The parameters of the challenges in one `WWW-Authenticate` field (RFC 9110, section 11.6.1), as far as they belong to
/// the scheme `Bearer`. The first of a name counts. What is no challenge is passed over.
struct ChallengeParameters {
    private(set) var bearer: [String: String] = [:]
    private var rest: Substring.UTF8View

    init(_ field: String) {
        rest = field[...].utf8
        var scheme = ""
        while !rest.isEmpty {
            skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: ",") }
            let name = take(while: Self.isTokenByte).lowercased()
            guard !name.isEmpty else {
                rest = rest.dropFirst()
                continue
            }
            let value = value()
            if value == nil { scheme = name }
            if let value, scheme == "bearer", bearer[name] == nil { bearer[name] = value }
        }
    }

    /// What stands behind an equals sign; nil where there is none, so that the name was a scheme's.
    private mutating func value() -> String? {
        let start = rest
        skip(while: Self.isSpace)
        guard rest.first == UInt8(ascii: "=") else {
            rest = start
            return nil
        }
        rest = rest.dropFirst()
        skip(while: Self.isSpace)
        guard rest.first == UInt8(ascii: "\"") else {
            return take { $0 != UInt8(ascii: ",") && !Self.isSpace($0) }
        }
        rest = rest.dropFirst()
        return quoted()
    }

    /// Up to the closing quotation mark, or to the end where it is missing.
    private mutating func quoted() -> String {
        var bytes: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            bytes.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func take(while accepts: (UInt8) -> Bool) -> String {
        let taken = rest.prefix(while: accepts)
        rest = rest[taken.endIndex...]
        return String(decoding: taken, as: UTF8.self)
    }

    private mutating func skip(while accepts: (UInt8) -> Bool) { rest = rest.drop(while: accepts) }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
