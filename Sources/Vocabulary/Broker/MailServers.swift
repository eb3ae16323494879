package import Domain

/// Where an app's accounts read and send, by the protocols that its base scopes open.
package struct MailServers: Codable, Hashable, Sendable {
    package var imap: ServerAddress?
    package var smtp: ServerAddress?
    /// Root of the Graph API, without a trailing slash.
    package var graph: String?
    /// Whether the app asks for `Mail.Send`; nil where nobody looked.
    package var sendsByGraph: Bool?
    /// What the app asks for on Graph, by short names; nil where nobody looked, or where an administrator says it.
    package var graphScopes: [String]?

    package init(
        imap: ServerAddress? = nil, smtp: ServerAddress? = nil, graph: String? = nil, sendsByGraph: Bool? = nil,
        graphScopes: [String]? = nil
    ) {
        self.imap = imap
        self.smtp = smtp
        self.graph = graph
        self.sendsByGraph = sendsByGraph
        self.graphScopes = graphScopes
    }
}
