extension GraphRoute {
    /// What writes.
    static let writing: [GraphRoute] = []
}
