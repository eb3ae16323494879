package import Domain

/// What is shown to a server.
package enum MailCredential: Sendable, Equatable {
    /// An OAuth access token: SASL XOAUTH2 or OAUTHBEARER, or an HTTP bearer token.
    case bearer(Secret<String>)
    /// SASL PLAIN.
    case password(Secret<String>)
}
