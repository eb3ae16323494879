package import Domain
package import Tenant

extension RequestRecord {
    /// Fields of forms and queries whose value nobody may read in a record.
    private static let secretFields: Set<String> = [
        "client_secret", "code", "refresh_token", "assertion", "client_assertion", "password", "passwd", "device_code",
        "code_verifier", "authtoken", "access_token", "id_token",
    ]
    private static let secretHeaders: Set<String> = ["cookie", "proxy-authorization"]
    /// Bytes of a body that are kept.
    private static let bodyLimit = 64 * 1024

    /// A request as it is kept: secrets in it as hashes.
    package init(_ request: WebRequest, at time: Timestamp, occasion: Occasion, answered response: WebResponse) {
        let target = Self.redactedTarget(request.path + (request.query.isEmpty ? "" : "?\(request.query)"))
        let text = String(decoding: request.body.prefix(Self.bodyLimit), as: UTF8.self)
        self.init(
            time: time, occasion: occasion, method: request.method, target: target,
            headers: Self.redacted(request.headers),
            body: request.isForm ? Self.redactedForm(text[...]) : text, bodyCount: request.body.count,
            status: response.delivery == .dropped ? nil : response.status,
            requestID: response.headers["request-id"] ?? response.headers["x-ms-request-id"])
    }

    /// All fields of one name as one, lowercase name.
    private static func redacted(_ headers: WebHeaders) -> [String: String] {
        var kept: [String: String] = [:]
        for field in headers.fields {
            let name = field.name.lowercased()
            let value = redactedHeader(name, field.value)
            kept[name] = kept[name].map { "\($0), \(value)" } ?? value
        }
        return kept
    }

    private static func redactedHeader(_ name: String, _ value: String) -> String {
        if secretHeaders.contains(name) { return Redaction.hash(value) }
        if name == "referer" { return redactedTarget(value) }
        guard name == "authorization" else { return value }
        let parts = value.split(separator: " ", maxSplits: 1)
        return parts.count == 2 ? "\(parts[0]) \(Redaction.hash(String(parts[1])))" : Redaction.hash(value)
    }

    static func redactedTarget(_ target: String) -> String {
        guard let mark = target.firstIndex(of: "?") else { return target }
        return target[...mark] + redactedForm(target[target.index(after: mark)...])
    }

    /// Field by field as it stands, so that what cannot be decoded is still seen.
    static func redactedForm(_ text: Substring) -> String {
        text.split(separator: "&", omittingEmptySubsequences: false).map { field in
            let pair = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = PercentCoding.decode(pair[0], plusIsSpace: true) ?? String(pair[0])
            guard pair.count == 2, secretFields.contains(name.lowercased()) else { return String(field) }
            return "\(pair[0])=\(Redaction.hash(PercentCoding.decode(pair[1], plusIsSpace: true) ?? String(pair[1])))"
        }.joined(separator: "&")
    }
}
