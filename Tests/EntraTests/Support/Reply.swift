import Cryptography
import Domain
import Doorway
import JSON

/// An answer of the door's, as clients look at it.
struct Reply {
    let response: WebResponse

    init(_ response: WebResponse) { self.response = response }

    struct Missing: Error { let name: String }

    var status: Int { response.status }
    var body: [UInt8] {
        switch response.body {
        case .bytes(let bytes): bytes
        case .made(let count, let read): read(0..<count)
        }
    }
    var html: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue? { try? JSONValue(parsing: body) }
    var location: String { response.headers["location"] ?? "" }
    var error: String? { json?["error"]?.stringValue }
    var number: Int64? { json?["error_codes"]?[0]?.integerValue }

    /// The AADSTS number on a page.
    var shown: Int? { Self.number(in: html) }
    /// The AADSTS number in a redirect.
    var redirected: Int? { Self.number(in: field("error_description") ?? "") }

    func text(_ name: String) throws -> String {
        guard let text = json?[name]?.stringValue else { throw Missing(name: "\(name) in \(html)") }
        return text
    }

    var code: String { get throws { try needed("code") } }

    func needed(_ name: String) throws -> String {
        guard let value = field(name) else { throw Missing(name: "\(name) in \(status) \(location) \(html)") }
        return value
    }

    /// A field of the redirect, from the query or the fragment.
    func field(_ name: String) -> String? {
        guard let mark = location.firstIndex(where: { $0 == "?" || $0 == "#" }) else { return nil }
        return (try? FormFields(parsing: location[location.index(after: mark)...]))?[name]
    }

    /// The one-time id of a page.
    var flow: String {
        get throws {
            guard let start = html.firstRange(of: #"name="flow" value=""#)?.upperBound else {
                throw Missing(name: "flow in \(html)")
            }
            return String(html[start...].prefix { $0 != "\"" })
        }
    }

    /// The session that the browser is to keep.
    var cookie: WebHeaders {
        let value = response.headers["set-cookie"].map { String($0.prefix { $0 != ";" }) }
        return value.map { ["Cookie": $0] } ?? [:]
    }

    /// The claims of a JWT.
    static func claims(_ token: String) throws -> JSONValue {
        let parts = token.split(separator: ".")
        guard parts.count == 3, let bytes = Base64(String(parts[1]))?.bytes else { throw Missing(name: "claims") }
        return try JSONValue(parsing: bytes)
    }

    /// Whether the key made the signature over what the token says.
    static func isSigned(_ token: String, by key: RSAPrivateKey) throws -> Bool {
        let parts = token.split(separator: ".")
        guard parts.count == 3, let signature = Base64(String(parts[2]))?.bytes else { return false }
        return SignatureVerifier.verify(
            algorithm: .rs256, key: try key.publicKey, message: Array("\(parts[0]).\(parts[1])".utf8),
            signature: signature)
    }

    private static func number(in text: String) -> Int? {
        guard let start = text.firstRange(of: "AADSTS")?.upperBound else { return nil }
        return Int(text[start...].prefix { $0.isNumber })
    }
}
