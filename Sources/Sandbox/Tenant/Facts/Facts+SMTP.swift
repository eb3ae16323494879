/// The facts that are the SMTP door's.
extension Facts {
    package static let smtp: [any AnyFact] = []
}
