/// The facts that are the IMAP door's.
extension Facts {
    package static let imap: [any AnyFact] = []
}
