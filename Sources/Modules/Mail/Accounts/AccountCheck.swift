/// What trying an account's servers showed, each for itself; nil where the account has no such server.
package struct AccountCheck: Sendable {
    package var imap: Result<Void, MailError>?
    package var smtp: Result<Void, MailError>?

    /// The first failure, reading before sending.
    func get() throws(MailError) {
        try imap?.get()
        try smtp?.get()
    }
}
