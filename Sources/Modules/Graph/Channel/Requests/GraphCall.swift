internal import Transport

/// One request to Graph, as a caller words it. Credential, ids, preferences that every call has, waiting and trying again
/// are the channel's.
struct GraphCall: Sendable {
    enum Target: Sendable {
        case path(GraphPath)
        /// A link that Graph gave, followed as it is.
        case link(GraphLink)
    }
    var method: HTTPRequest.Method
    var target: Target
    /// Names with their dollar sign, values as they are: `("$select", "id,subject")`.
    var query: [(name: String, value: String)]
    /// Besides `IdType="ImmutableId"`, which every call has: `outlook.body-content-type="text"`.
    var prefer: [String]
    var body: GraphBody?
    var about: GraphSubject
    var repetition: GraphRepetition

    init(
        _ method: HTTPRequest.Method = .get, _ path: GraphPath, query: [(name: String, value: String)] = [],
        prefer: [String] = [], body: GraphBody? = nil, about: GraphSubject, repetition: GraphRepetition? = nil
    ) {
        self.method = method
        target = .path(path)
        self.query = query
        self.prefer = prefer
        self.body = body
        self.about = about
        self.repetition = repetition ?? GraphRepetition(method)
    }

    /// Options are in the link; preferences would have to be said again (reference sheet, section C11).
    init(following link: GraphLink, about: GraphSubject) {
        method = .get
        target = .link(link)
        query = []
        prefer = []
        body = nil
        self.about = about
        repetition = .always
    }
}
