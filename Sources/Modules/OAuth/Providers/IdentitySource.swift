/// Where a provider tells who signed in.
package enum IdentitySource: Hashable, Sendable {
    /// In the id_token, believed by the provider's keys (OpenID Connect Core 1.0, section 3.1.3.7).
    case idToken
    /// At an address that knows the owner of an access token (section 5.3 there, or the provider's own likeness of it).
    case userInfo(UserInfoPlace)
    /// Nowhere: the caller says who it is to be (`expectedEmail`), and the mail server's login proves it.
    case expectedEmail
}
