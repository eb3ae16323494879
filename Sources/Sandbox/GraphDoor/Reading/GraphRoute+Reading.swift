extension GraphRoute {
    /// What reads.
    static let reading: [GraphRoute] = []
}
