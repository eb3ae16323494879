/// The facts that are the Graph door's.
extension Facts {
    package static let graph: [any AnyFact] = graphReading + graphWriting
}
