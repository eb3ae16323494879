/// Where the Graph API has a mailbox.
package struct GraphAddress: Codable, Sendable {
    package var root: String
    package var user: String?

    package init(root: String, user: String? = nil) {
        self.root = root
        self.user = user
    }
}

extension GraphAddress: Described {
    package static let fields: [String: String] = [
        "root": "The root of the API, without its version.",
        "user": "Whose mailbox; absent for that of whoever signed in.",
    ]
}
