internal import API
internal import Broker
package import Linux
package import Methods

/// Who may call (interface.md, section 5): a pure table, asked once per connection. Whoever is not in it may not.
package struct AccessPolicy: Sendable {
    /// Which socket somebody came in by.
    package enum Door: Hashable, Sendable { case api, admin }

    private struct Rule: Sendable {
        enum Principal: Sendable {
            case user(UInt32)
            case group(UInt32)
        }
        let principal: Principal
        let rule: ClientRule
    }
    private let ownID: UInt32
    private let rules: [Rule]
    private let hasAdminDoor: Bool

    /// What the kernel reports for a user that a user namespace does not know (/proc/sys/kernel/overflowuid): anybody.
    static let overflowID: UInt32 = 65_534

    /// - Parameter hasAdminDoor: whether there is a socket for admin methods; the other one then has none.
    package init(
        ownID: UInt32, clients: [ClientRule], hasAdminDoor: Bool,
        uid: (String) throws(LinuxError) -> UInt32 = UserDatabase.uid(of:),
        gid: (String) throws(LinuxError) -> UInt32 = UserDatabase.gid(of:)
    ) throws(ConfigurationError) {
        self.ownID = ownID
        self.hasAdminDoor = hasAdminDoor
        var rules: [Rule] = []
        for (index, client) in clients.enumerated() {
            do throws(LinuxError) {
                let principal: Rule.Principal =
                    switch client.principal {
                    case .user(let name): .user(try uid(name))
                    case .group(let name): .group(try gid(name))
                    }
                rules.append(Rule(principal: principal, rule: client))
            } catch {
                throw .badValue(
                    source: "the configuration", key: "clients[\(index)]", expected: "somebody who exists: \(error)")
            }
        }
        self.rules = rules
    }

    /// What this peer may do here; nil when it may do nothing.
    package func caller(_ peer: Peer, at door: Door) -> Caller? {
        guard peer.uid != Self.overflowID, let found = rule(for: peer) else { return nil }
        let isShut = hasAdminDoor && door == .api
        return Caller(
            id: CallerID(rawValue: peer.uid), role: isShut ? .client : found.role, accounts: found.accounts,
            methods: found.methods)
    }

    /// Root and our own user may do everything: they could read the state directory anyway. Then the first rule that
    /// names the peer decides, so that what two rules allow never adds up to more than either.
    private func rule(for peer: Peer) -> ClientRule? {
        if peer.uid == 0 || peer.uid == ownID { return ClientRule(principal: .user("\(peer.uid)"), role: .admin) }
        return rules.first { rule in
            switch rule.principal {
            case .user(let id): id == peer.uid
            case .group(let id): id != Self.overflowID && (id == peer.gid || peer.groups.contains(id))
            }
        }?.rule
    }
}
