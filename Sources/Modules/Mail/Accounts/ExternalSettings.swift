internal import Broker
package import Domain

/// An account whose tokens come from a command or an address of the configuration, as its operator describes it.
package struct ExternalSettings: Sendable, Hashable {
    package var address: EmailAddress
    /// For people.
    package var name: String?
    /// What SASL calls the user; the address when absent.
    package var username: String?
    /// One of Microsoft's clouds, in place of servers.
    package var cloud: String?
    /// With a cloud; IMAP when absent.
    package var baseScopes: [BaseScope]?
    package var imap: ServerAddress?
    package var smtp: ServerAddress?
    package var sentCopy: SentCopyRule
    package var roleOverrides: [MailboxRole: String]

    package init(
        address: EmailAddress, name: String? = nil, username: String? = nil, cloud: String? = nil,
        baseScopes: [BaseScope]? = nil, imap: ServerAddress? = nil, smtp: ServerAddress? = nil,
        sentCopy: SentCopyRule = .automatic, roleOverrides: [MailboxRole: String] = [:]
    ) {
        self.address = address
        self.name = name
        self.username = username
        self.cloud = cloud
        self.baseScopes = baseScopes
        self.imap = imap
        self.smtp = smtp
        self.sentCopy = sentCopy
        self.roleOverrides = roleOverrides
    }

    /// The account that these describe. `servers` are those of the cloud. `invalid` names the first setting that cannot be
    /// right.
    func account(
        _ id: AccountID, fedBy source: TokenSourceName, in servers: MailServers, createdAt: Timestamp
    ) throws(MailError) -> Account {
        var account = try AccountSettings(
            name: name, address: address.description, username: username, imap: imap ?? servers.imap,
            smtp: smtp ?? servers.smtp, sentCopy: sentCopy, roleOverrides: roleOverrides
        ).account(id, hasOtherWay: servers.graph != nil, createdAt: createdAt)
        account.authentication = .external(source)
        account.isInCloud = cloud == nil ? nil : true
        account.graph = servers.graph.map { GraphPlace(root: $0, user: account.username) }
        return account
    }

    /// A cloud knows its servers, and nothing else has base scopes.
    func check() throws(MailError) {
        guard cloud == nil || imap == nil && smtp == nil else {
            throw .invalid(field: "cloud", reason: "knows its servers: give either it, or imap and smtp")
        }
        guard cloud != nil || baseScopes == nil else {
            throw .invalid(field: "baseScopes", reason: "goes with cloud alone")
        }
        guard baseScopes.map({ !$0.isEmpty && Set($0).count == $0.count }) ?? true else {
            throw .invalid(field: "baseScopes", reason: "imap, graph, or both, once each")
        }
    }
}
