/// What trying an account's services showed, each for itself; those that it does not have are not in it.
package struct AccountCheck: Sendable {
    package var results: [MailServiceKind: Result<Void, MailError>]
    /// Which of them reads; nil where nothing does.
    package var reading: MailServiceKind?
    /// Which of them send, in the order in which they are tried.
    package var sending: [MailServiceKind]

    package init(
        results: [MailServiceKind: Result<Void, MailError>], reading: MailServiceKind?, sending: [MailServiceKind]
    ) {
        self.results = results
        self.reading = reading
        self.sending = sending
    }

    /// Whether the account can be used: it reads, and one of its ways out is open. Throws the first failure otherwise,
    /// reading before sending.
    package func get() throws(MailError) {
        if let reading { try results[reading]?.get() }
        guard let first = sending.first.flatMap({ results[$0] }) else { return }
        guard sending.allSatisfy({ results[$0]?.isFailure ?? true }) else { return }
        try first.get()
    }
}

extension Result {
    fileprivate var isFailure: Bool {
        if case .failure = self { true } else { false }
    }
}
