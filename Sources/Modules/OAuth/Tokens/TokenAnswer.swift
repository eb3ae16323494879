package import Broker
internal import JSON

/// The tokens of a good answer (RFC 6749, section 5.1).
package struct TokenAnswer: Hashable, Sendable {
    package var accessToken: Credential
    package var refreshToken: Credential?
    package var idToken: Credential?
    /// How long the access token lives, in seconds.
    package var lifetimeSeconds: Int
    /// When Microsoft wants a long-lived token to be renewed, in seconds from now.
    package var refreshInSeconds: Int?
    /// Absent when the provider granted just what was asked for.
    package var scopes: [String]?

    /// Without `expires_in` an hour, the customary value; a server that thinks otherwise answers 401.
    static let defaultLifetime = 3_600
    /// Nothing that lives longer is believed: a year.
    static let maximumLifetime = 31_536_000.0

    /// Nil when there is no bearer token that could stand in a header or a SASL response.
    init?(_ answer: JSONValue) {
        guard answer["token_type"]?.stringValue.map({ $0.lowercased() == "bearer" }) ?? true,
            let access = Self.token(answer["access_token"])
        else { return nil }
        accessToken = access
        refreshToken = Self.token(answer["refresh_token"])
        idToken = Self.token(answer["id_token"])
        lifetimeSeconds = Self.seconds(answer["expires_in"]) ?? Self.defaultLifetime
        refreshInSeconds = Self.seconds(answer["refresh_in"])
        scopes = answer["scope"]?.stringValue.map { $0.split(separator: " ").map(String.init) }
    }

    /// Printable ASCII only: a line break in a token would break a protocol open.
    private static func token(_ value: JSONValue?) -> Credential? {
        guard let text = value?.stringValue, !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return Credential(text)
    }

    /// A number, or a number in a string (reference sheet §A5).
    private static func seconds(_ value: JSONValue?) -> Int? {
        guard let number = value?.doubleValue ?? value?.stringValue.flatMap(Double.init), number.isFinite else {
            return nil
        }
        return Int(max(0, min(number, maximumLifetime)))
    }
}
