package import Domain

/// Forgets an account, its credentials and what is kept for it; the mailbox itself stays as it is.
package enum DeleteAccount: APIMethod {
    package static let name = "deleteAccount"
    package static let summary =
        "Forgets an account, its credentials and what is kept for it; the mailbox itself stays as it is."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var account: AccountID
        package var withBorrowers: Bool?

        package init(account: AccountID, withBorrowers: Bool? = nil) {
            self.account = account
            self.withBorrowers = withBorrowers
        }
    }

    package struct Result: Codable, Sendable {
        package init() {}
    }

    package static let fields: [String: String] = [
        "account": "The account.",
        "withBorrowers":
            "Whether to forget also the mailboxes that borrow its sign-in; when absent they are a `conflict`, which names "
            + "them.",
    ]
    package static let errors: [ErrorKind] = [.notFound, .conflict] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "an account",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru"}
                """#,
            result: #"""
                {}
                """#),
        Example(
            "one whose sign-in others borrow",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru","withBorrowers":true}
                """#,
            result: #"""
                {}
                """#),
    ]
}
