/// The facts that are the store's and the post office's.
extension Facts {
    package static let mail: [any AnyFact] = []
}
