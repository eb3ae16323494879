/// An address that says who the owner of an access token is, and how it wants to be asked.
package struct UserInfoPlace: Hashable, Sendable {
    /// How the token travels.
    package enum TokenTransport: Hashable, Sendable {
        /// `Authorization: {scheme} {token}`; `Bearer` is RFC 6750's.
        case header(scheme: String)
        /// As this query parameter, for providers that know no other way. The address is never logged.
        case query(String)
    }
    package var url: String
    package var transport: TokenTransport
    /// The member that never changes for a person.
    package var subject: String
    package var email: String
    /// A name for people.
    package var name: String

    /// The members are OpenID Connect's unless said otherwise (OpenID Connect Core 1.0, section 5.1).
    package init(
        _ url: String, transport: TokenTransport = .header(scheme: "Bearer"), subject: String = "sub",
        email: String = "email", name: String = "name"
    ) {
        self.url = url
        self.transport = transport
        self.subject = subject
        self.email = email
        self.name = name
    }
}
