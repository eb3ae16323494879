/// What trying an account's services showed, each for itself; those that it does not have are not in it.
package struct AccountCheck: Sendable {
    package var results: [MailServiceKind: Result<Void, MailError>]

    /// The first failure, reading before sending.
    func get() throws(MailError) {
        for service in MailServiceKind.allCases { try results[service]?.get() }
    }
}
