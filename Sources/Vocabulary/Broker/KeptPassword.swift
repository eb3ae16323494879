package import Domain

/// What opens a password account: one password for reading, and another for sending only where that differs.
package struct KeptPassword: Codable, Hashable, Sendable {
    package var imap: Credential
    /// The one of `imap` when absent.
    package var smtp: Credential?
    /// To whom they may be shown; nil in records from before anybody kept it, for any.
    package var servers: MailServers?
    /// What opened the account before, the newest first, while nobody knows yet which counts.
    package private(set) var previous: [KeptPassword]?

    package init(imap: Credential, smtp: Credential? = nil, servers: MailServers? = nil) {
        self.imap = imap
        self.smtp = smtp
        self.servers = servers
    }

    /// The password to be shown to this server; nil where there is none for it.
    package func credential(on service: MailService, at server: ServerAddress?) -> Credential? {
        guard let fitting = ([self] + (previous ?? [])).first(where: { $0.mayBeShown(to: server, on: service) }) else {
            return nil
        }
        return service == .smtp ? fitting.smtp ?? fitting.imap : fitting.imap
    }

    private func mayBeShown(to server: ServerAddress?, on service: MailService) -> Bool {
        guard let servers, let server else { return true }
        return server == (service == .smtp ? servers.smtp : servers.imap)
    }

    /// This one before those that are kept.
    package func beside(_ known: KeptPassword?) -> KeptPassword {
        var all = self
        all.previous = known.map { Array(([$0.alone] + ($0.previous ?? [])).prefix(Self.longestPrevious)) }
        return all
    }

    /// This one alone where it counts, else those before it.
    package func settled(isTaken: Bool) -> KeptPassword {
        guard !isTaken, let previous, var newest = previous.first else { return alone }
        let others = Array(previous.dropFirst())
        newest.previous = others.isEmpty ? nil : others
        return newest
    }

    private var alone: KeptPassword { KeptPassword(imap: imap, smtp: smtp, servers: servers) }

    /// Each is of a change that was cut short.
    private static let longestPrevious = 4
}
