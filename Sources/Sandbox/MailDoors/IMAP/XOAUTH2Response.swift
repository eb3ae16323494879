import Domain

/// What a client says in SASL XOAUTH2 (reference sheet §B2).
struct XOAUTH2Response: Equatable {
    var user: String
    var token: String

    /// Nil unless it is base64 of `user=…^Aauth=Bearer …^A^A`.
    init?(_ base64: String) {
        guard let bytes = Base64(base64)?.bytes, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let fields = text.split(separator: "\u{1}", omittingEmptySubsequences: false)
        guard fields.count == 4, fields[2].isEmpty, fields[3].isEmpty, fields[0].hasPrefix("user="),
            fields[1].lowercased().hasPrefix("auth=bearer ")
        else { return nil }
        user = String(fields[0].dropFirst(5))
        token = String(fields[1].dropFirst(12))
        guard !user.isEmpty, !token.isEmpty else { return nil }
    }
}
