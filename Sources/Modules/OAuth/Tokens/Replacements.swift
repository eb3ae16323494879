internal import Broker
internal import Domain

/// Which mailboxes were given another token in the place of one that their server refused, of those that one token opens.
///
/// Exchange refuses a good token, too, where the rights to one mailbox are missing. Were a new one asked for at each call, the
/// provider would soon refuse the other mailboxes theirs.
struct Replacements: Sendable {
    private struct Key: Hashable {
        let mailbox: AccountID
        let resource: Resource
    }
    private struct Entry {
        /// What was refused; nil when the provider had no other.
        var token: Credential?
        let since: Timestamp
    }
    private var entries: [Key: Entry] = [:]

    /// How long a mailbox has to do with the one that it was given, in seconds.
    static let pause: Int64 = 60

    /// Whether another token may be asked for on behalf of this mailbox. Many callers may report the same one.
    mutating func mayReplace(
        _ token: Credential?, for mailbox: AccountID, _ resource: Resource, at now: Timestamp
    ) -> Bool {
        entries = entries.filter { (0..<Self.pause).contains($0.value.since.duration(to: now).components.seconds) }
        let key = Key(mailbox: mailbox, resource: resource)
        if let known = entries[key] { return known.token == token }
        entries[key] = Entry(token: token, since: now)
        return true
    }

    /// The provider gave the same token again.
    mutating func failed(for mailbox: AccountID, _ resource: Resource) {
        entries[Key(mailbox: mailbox, resource: resource)]?.token = nil
    }
}
