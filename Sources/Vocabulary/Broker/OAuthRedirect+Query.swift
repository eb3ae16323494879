internal import Domain

extension OAuthRedirect {
    /// Longer is no redirect: Entra's codes have some 2,000 bytes.
    package static let queryLimit = 65_536

    /// Reads the whole URL that the browser was sent to. White space around it does not count: whoever copies it takes along
    /// a line break. White space inside is a piece that is missing or too much.
    package init(url: String) throws(RedirectError) {
        let url = Self.trimmed(url)
        guard !url.contains(where: \.isWhitespace) else { throw .malformed }
        guard let mark = url.firstIndex(of: "?") else { throw .missingState }
        try self.init(query: String(url[url.index(after: mark)...].prefix { $0 != "#" }))
    }

    /// What somebody took out of the redirect by himself, decoded. White space around it does not count.
    package init(state: String, code: String, iss: String?) throws(RedirectError) {
        let (state, code) = (Self.trimmed(state), Self.trimmed(code))
        guard !state.isEmpty else { throw .missingState }
        guard !code.isEmpty else { throw .neitherCodeNorError }
        guard Self.isWord(state), Self.isWord(code) else { throw .malformed }
        self.init(state: Secret(state), answer: .code(Secret(code)), iss: iss)
    }

    /// Reads the query of the redirect as it came, without the `?`. Parameters that mean nothing here are passed over.
    package init(query: String) throws(RedirectError) {
        guard query.utf8.count <= Self.queryLimit else { throw .tooLarge }
        var values: [String: String] = [:]
        for field in query.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(parts[0])
            guard Self.known.contains(name) else { continue }
            let value = try Self.decoded(parts.count == 2 ? parts[1] : "".utf8[...])
            guard values.updateValue(value, forKey: name) == nil else { throw .duplicateParameter }
        }
        // RFC 6749, section 3.1: a parameter without a value is one that was left out.
        values = values.filter { !$0.value.isEmpty }
        guard let state = values["state"] else { throw .missingState }
        guard Self.isWord(state), Self.isWord(values["code"] ?? "") else { throw .malformed }
        self.init(state: Secret(state), answer: try Self.answer(values), iss: values["iss"])
    }

    /// Those of RFC 6749, section 4.1.2, of RFC 9207, and of an administrator's consent (reference sheet, section A13).
    private static let known: Set<String> = [
        "state", "code", "error", "error_description", "iss", "admin_consent", "tenant", "scope",
    ]

    private static func answer(_ values: [String: String]) throws(RedirectError) -> Answer {
        let isConsent = values["admin_consent"]?.lowercased() == "true"
        switch (values["code"], values["error"]) {
        case (_?, nil) where isConsent: throw .codeAndConsent
        case (let code?, nil): return .code(Secret(code))
        case (nil, let error?): return .error(error, description: values["error_description"])
        case (.some, .some): throw .codeAndError
        case (nil, nil):
            guard isConsent, let tenant = values["tenant"] else { throw .neitherCodeNorError }
            return .adminConsent(tenant: tenant, scopes: values["scope"]?.split(separator: " ").map(String.init) ?? [])
        }
    }

    /// Whether it can be a state or a code, neither of which is ever given with a space (RFC 6749, appendix A). Anything else
    /// came in by the way, and a code that is sent on with it is a sign-in lost.
    private static func isWord(_ text: String) -> Bool { text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }

    private static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// application/x-www-form-urlencoded, as RFC 6749, appendix B has it.
    private static func decoded(_ text: Substring.UTF8View) throws(RedirectError) -> String {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
                    throw .malformed
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .malformed }
        return decoded
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
