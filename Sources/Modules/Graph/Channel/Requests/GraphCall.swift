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
    /// In a batch: the place of the call that has to succeed before this one is made.
    var after: Int?

    init(
        _ method: HTTPRequest.Method = .get, _ path: GraphPath, query: [(name: String, value: String)] = [],
        prefer: [String] = [], body: GraphBody? = nil, about: GraphSubject, repetition: GraphRepetition? = nil,
        after: Int? = nil
    ) {
        self.method = method
        target = .path(path)
        self.query = query
        self.prefer = prefer
        self.body = body
        self.about = about
        self.repetition = repetition ?? GraphRepetition(method)
        self.after = after
    }

    /// Options are in the link; preferences have to be said again (reference sheet, section C11).
    init(following link: GraphLink, prefer: [String] = [], about: GraphSubject) {
        method = .get
        target = .link(link)
        query = []
        self.prefer = prefer
        body = nil
        self.about = about
        repetition = .always
        after = nil
    }
}
