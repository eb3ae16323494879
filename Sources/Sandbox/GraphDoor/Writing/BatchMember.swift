/// One request of a `$batch`.
struct BatchMember: Sendable, Hashable {
    struct Header: Sendable, Hashable {
        var name: String
        var value: String
    }
    var id: String
    var method: String
    /// Begins with a slash, without the version.
    var path: String
    var query: String
    var headers: [Header]
    var body: [UInt8]
    var dependsOn: [String]
}
