/// Who signed in, from the id_token whose signature was checked.
///
/// At Entra, `tenant` and `subject` are `tid` and `oid`, which never change; elsewhere the issuer and `sub`.
/// The user name and the address may change and are never used to tell two people apart.
package struct Identity: Codable, Hashable, Sendable {
    package var tenant: String
    package var subject: String
    /// `preferred_username`, else `email`: what SASL calls the user unless an account says otherwise.
    package var username: String?
    /// The mail address that the provider vouches for, when it gave one.
    package var email: String?
    /// A name for people.
    package var name: String?

    package init(tenant: String, subject: String, username: String? = nil, email: String? = nil, name: String? = nil) {
        self.tenant = tenant
        self.subject = subject
        self.username = username
        self.email = email
        self.name = name
    }
}
