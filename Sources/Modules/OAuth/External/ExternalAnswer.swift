package import Broker
package import Domain
internal import JSON

/// What a token source said: JSON in the words of OAuth (`access_token`, `expires_in`) or in ours (`accessToken`, `expiresAt`),
/// or one bare line that is the token itself.
package struct ExternalAnswer: Hashable, Sendable {
    package var accessToken: Credential
    /// When it ends; nil where the source does not say.
    package var expiresAt: Timestamp?

    /// Longer answers are not looked at, in bytes: tokens have some two thousand.
    package static let maximumLength = 65_536
    /// How long a token is used whose end the source does not tell, in seconds: short, because asking again costs little.
    static let untoldLifetime = 300

    /// Nil when there is no token that could stand in a header or a SASL response.
    package init?(parsing bytes: [UInt8], at now: Timestamp) {
        guard bytes.count <= Self.maximumLength, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let trimmed = text.drop(while: \.isWhitespace)
        guard trimmed.first == "{" else {
            guard let token = Self.token(Self.line(text)) else { return nil }
            accessToken = token
            return
        }
        guard let answer = try? JSONValue(parsing: Array(trimmed.utf8)), Self.isBearer(answer),
            let token = Self.token((answer["access_token"] ?? answer["accessToken"])?.stringValue)
        else { return nil }
        accessToken = token
        if let end = answer["expiresAt"] ?? answer["expires_at"] ?? answer["expires_on"], end != .null {
            // A word about the end that cannot be read is no reason to believe that there is none.
            guard let end = Self.timestamp(end) else { return nil }
            expiresAt = end
        } else if let lifetime = answer["expires_in"] ?? answer["expiresIn"], lifetime != .null {
            guard let seconds = Self.seconds(lifetime) else { return nil }
            expiresAt = now.advanced(by: .seconds(seconds))
        }
    }

    /// How long it lives from now on, in seconds; nil when it does no longer.
    func lifetime(at now: Timestamp) -> Int? {
        guard let expiresAt else { return Self.untoldLifetime }
        let left = now.duration(to: expiresAt).components.seconds
        return left > 0 ? Int(min(left, 31_536_000)) : nil
    }

    // MARK: Member by member

    private static func isBearer(_ answer: JSONValue) -> Bool {
        (answer["token_type"] ?? answer["tokenType"])?.stringValue.map { $0.lowercased() == "bearer" } ?? true
    }

    /// The only word, without what surrounds it; nil when there are several, or it begins as no token does, but JSON and
    /// HTML do (RFC 6750, section 2.1).
    private static func line(_ text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 1, let first = words[0].first,
            first.isLetter || first.isNumber || "-._~+/".contains(first),
            !Self.nothings.contains(words[0].lowercased())
        else { return nil }
        return String(words[0])
    }

    /// What programs print that have nothing to say.
    private static let nothings: Set = ["null", "nil", "none", "undefined", "true", "false"]

    private static func token(_ text: String?) -> Credential? {
        guard let text, !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return Credential(text)
    }

    /// RFC 3339, or seconds since 1970.
    private static func timestamp(_ value: JSONValue) -> Timestamp? {
        if let text = value.stringValue, let time = Timestamp(text) { return time }
        return seconds(value).map { Timestamp(secondsSince1970: $0) }
    }

    /// A number, or a number in a string.
    private static func seconds(_ value: JSONValue) -> Int64? {
        guard let number = value.doubleValue ?? value.stringValue.flatMap(Double.init), number.isFinite, number >= 0
        else { return nil }
        return Int64(min(number, 253_402_300_799))
    }
}
