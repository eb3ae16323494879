import Domain

/// What a client says in SASL XOAUTH2 (reference sheet §B2): `user=` name ^A `auth=Bearer ` token ^A ^A.
package struct XOAUTH2: Hashable {
    package var user: String
    package var token: String

    /// Nil unless it is base64 of that.
    package init?(_ base64: String) {
        guard let bytes = Base64(base64)?.bytes, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let parts = text.split(separator: "\u{1}", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[2].isEmpty, parts[3].isEmpty, parts[0].hasPrefix("user="),
            parts[1].lowercased().hasPrefix("auth=bearer ")
        else { return nil }
        user = String(parts[0].dropFirst("user=".count))
        token = String(parts[1].dropFirst("auth=Bearer ".count))
        guard !user.isEmpty, !token.isEmpty else { return nil }
    }
}
