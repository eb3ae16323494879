/// The facts that are Entra's.
extension Facts {
    package static let entra: [any AnyFact] = []
}
