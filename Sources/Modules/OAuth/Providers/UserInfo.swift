internal import Broker
package import Domain
internal import JSON

/// What an address says about the owner of an access token (OpenID Connect Core 1.0, section 5.3.2).
package struct UserInfo: Sendable {
    private let members: JSONValue

    /// Nil for anything but one JSON object.
    package init?(parsing bytes: [UInt8]) {
        guard let members = try? JSONValue(parsing: bytes), members.objectValue != nil else { return nil }
        self.members = members
    }

    /// Who it is; nil when it does not say. An address is believed unless the answer says that nobody checked it.
    package func identity(as place: UserInfoPlace, at issuer: String) -> Identity? {
        // Some providers number people.
        let number = members[place.subject]?.integerValue.map { String($0) }
        guard let subject = number ?? text(place.subject) else { return nil }
        let isDenied = [.bool(false), .string("false")].contains(members["email_verified"] ?? .null)
        let email = isDenied ? nil : text(place.email)
        return Identity(
            tenant: issuer, subject: subject, username: text("preferred_username") ?? email, email: email,
            name: text(place.name))
    }

    /// A text of reasonable length without control characters.
    private func text(_ name: String) -> String? {
        guard let text = members[name]?.stringValue, (1...512).contains(text.utf8.count),
            !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { return nil }
        return text
    }
}
