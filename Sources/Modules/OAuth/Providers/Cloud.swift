package import Domain

/// One Microsoft cloud: where its parts are. Named ones come from the configuration.
package struct Cloud: Codable, Hashable, Sendable {
    /// Origin of the login host, without a trailing slash: `https://login.microsoftonline.com`.
    package var login: String
    /// Root of the Graph API, without a trailing slash; also the prefix of its scopes.
    package var graph: String
    package var imap: ServerAddress
    package var smtp: ServerAddress
    /// What the scopes of IMAP and SMTP start with, without a trailing slash.
    package var mailResource: String
    /// Whether personal accounts live there (reference sheet §A2: only in the global cloud).
    package var hasPersonalAccounts: Bool

    package init(
        login: String, graph: String, imap: ServerAddress, smtp: ServerAddress, mailResource: String,
        hasPersonalAccounts: Bool = true
    ) {
        self.login = Self.trimmed(login)
        self.graph = Self.trimmed(graph)
        self.imap = imap
        self.smtp = smtp
        self.mailResource = Self.trimmed(mailResource)
        self.hasPersonalAccounts = hasPersonalAccounts
    }

    /// The same resource as apps without a user ask for it: Microsoft documents another of its names there (reference
    /// sheet, section D3).
    var applicationMailResource: String {
        mailResource == "https://outlook.office.com" ? "https://outlook.office365.com" : mailResource
    }

    /// Without the slash at the end that people like to write.
    private static func trimmed(_ text: String) -> String { text.hasSuffix("/") ? String(text.dropLast()) : text }
}
