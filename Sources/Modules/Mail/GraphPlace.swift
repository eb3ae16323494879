/// Where the Graph API has an account's mailbox.
package struct GraphPlace: Sendable, Hashable, Codable {
    /// Root of the API, without a trailing slash and without `/v1.0`.
    package var root: String
    /// The object id or the user principal name in `/users/{user}`; nil for `/me`, the mailbox of whoever signed in.
    package var user: String?

    package init(root: String, user: String? = nil) {
        self.root = root
        self.user = user
    }
}
