/// A sign-in that ended well.
package struct SignInOutcome: Codable, Sendable {
    package var account: AccountInfo
    package var isNew: Bool
    package var missingScopes: [String]?
    package var context: String?

    package init(
        account: AccountInfo, isNew: Bool, missingScopes: [String]? = nil, context: String? = nil
    ) {
        self.account = account
        self.isNew = isNew
        self.missingScopes = missingScopes
        self.context = context
    }
}

extension SignInOutcome: Described {
    package static let fields: [String: String] = [
        "account": "The account that can be used now.",
        "isNew": "False when an account that existed was authorised anew.",
        "missingScopes":
            "What was asked for and not granted, where that is something: the account works as far as it may.",
        "context": "The caller's own text from `authorizeURL`.",
    ]
}
