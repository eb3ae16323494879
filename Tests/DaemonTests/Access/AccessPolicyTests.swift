import API
import Broker
import Domain
import Linux
import Methods
import Testing

@testable import Daemon

@Suite("Who may call")
struct AccessPolicyTests {
    static let own: UInt32 = 990
    static let rules = [
        ClientRule(
            principal: .user("ann"), accounts: .only(["acc_one", "Box@Example.org"]), methods: .only(["listMessages"])),
        ClientRule(principal: .group("web")),
        ClientRule(principal: .user("bob"), role: .admin),
        ClientRule(principal: .group("ops"), role: .admin, methods: .only(["registerApp", "ping"])),
    ]

    func policy(adminDoor: Bool = false, rules: [ClientRule] = rules) throws -> AccessPolicy {
        let users: [String: UInt32] = ["ann": 1_001, "bob": 1_002, "nobody": 65_534]
        let groups: [String: UInt32] = ["web": 2_001, "ops": 2_002, "nogroup": 65_534]
        return try AccessPolicy(
            ownID: Self.own, clients: rules, hasAdminDoor: adminDoor,
            uid: { (name) throws(LinuxError) in
                guard let id = users[name] else { throw .unknownUser(name) }
                return id
            },
            gid: { (name) throws(LinuxError) in
                guard let id = groups[name] else { throw .unknownGroup(name) }
                return id
            })
    }

    func peer(_ uid: UInt32, gid: UInt32 = 100, groups: [UInt32] = []) -> Peer {
        Peer(uid: uid, gid: gid, groups: groups, pid: 1)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var uid: UInt32
        var gid: UInt32 = 100
        var groups: [UInt32] = []
        /// On the only socket; on the first of two; on the admin socket.
        var roles: [Role?]
        var testDescription: String { name }
    }

    @Test(
        "is decided by uid and groups, and by the socket",
        arguments: [
            Case(name: "root", uid: 0, roles: [.admin, .client, .admin]),
            Case(name: "the daemon's own user", uid: own, roles: [.admin, .client, .admin]),
            Case(name: "a user of the configuration", uid: 1_001, roles: [.client, .client, .client]),
            Case(name: "an admin of the configuration", uid: 1_002, roles: [.admin, .client, .admin]),
            Case(name: "somebody by the first group", uid: 1_005, gid: 2_001, roles: [.client, .client, .client]),
            Case(
                name: "somebody by a supplementary group", uid: 1_005, groups: [1, 2_001],
                roles: [.client, .client, .client]),
            Case(name: "an admin by group", uid: 1_005, groups: [2_002], roles: [.admin, .client, .admin]),
            Case(
                name: "whom two groups name, by the first rule", uid: 1_005, groups: [2_002, 2_001],
                roles: [.client, .client, .client]),
            Case(name: "a stranger", uid: 1_099, groups: [5, 6], roles: [nil, nil, nil]),
            Case(name: "a uid that is a group's number", uid: 2_001, roles: [nil, nil, nil]),
            Case(name: "a gid that is a user's number", uid: 1_099, gid: 1_001, roles: [nil, nil, nil]),
            Case(name: "the overflow uid", uid: 65_534, gid: 2_001, groups: [2_001], roles: [nil, nil, nil]),
            Case(name: "the overflow gid", uid: 1_099, gid: 65_534, groups: [65_534], roles: [nil, nil, nil]),
        ])
    func table(_ c: Case) throws {
        let peer = peer(c.uid, gid: c.gid, groups: c.groups)
        let one = try policy(
            rules: Self.rules + [ClientRule(principal: .group("nogroup")), ClientRule(principal: .user("nobody"))])
        let two = try policy(adminDoor: true)
        #expect(
            [one.caller(peer, at: .api)?.role, two.caller(peer, at: .api)?.role, two.caller(peer, at: .admin)?.role]
                == c.roles)
    }

    @Test("is nobody but root and the daemon's own user without a configuration")
    func empty() throws {
        let policy = try policy(rules: [])
        #expect(policy.caller(peer(Self.own), at: .api)?.role == .admin)
        #expect(policy.caller(peer(1_001, groups: [2_001]), at: .api) == nil)
    }

    @Test("does not include a daemon that itself runs as the overflow user")
    func overflowOwn() throws {
        let policy = try AccessPolicy(ownID: 65_534, clients: [], hasAdminDoor: false)
        #expect(policy.caller(peer(65_534), at: .api) == nil)
    }

    @Test("has to exist")
    func unknownNames() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try policy(rules: [ClientRule(principal: .user("ann")), ClientRule(principal: .group("gone"))])
        }
        #expect(
            error.description == "the configuration: clients[1] must be somebody who exists: there is no group gone")
    }

    @Test("says which methods and accounts there are for a caller")
    func scopes() throws {
        let policy = try policy()
        let ann = try #require(policy.caller(peer(1_001), at: .api))
        let one = try #require(AccountID(rawValue: "acc_one"))
        let two = try #require(AccountID(rawValue: "acc_two"))
        #expect(ann.id == CallerID(rawValue: 1_001))
        #expect(ann.mayCall("listMessages", role: .client))
        #expect(!ann.mayCall("sendMessage", role: .client))
        #expect(!ann.mayCall("listMessages", role: .admin))
        #expect(ann.maySee(one, address: nil))
        #expect(!ann.maySee(two, address: nil))
        #expect(ann.maySee(two, address: "BOX@example.ORG"))
        #expect(!ann.maySee(two, address: "acc_one@example.org"))
        #expect(!ann.seesEverything)

        let ops = try #require(policy.caller(peer(1_005, groups: [2_002]), at: .api))
        #expect(ops.mayCall("registerApp", role: .admin) && ops.mayCall("ping", role: .client))
        #expect(!ops.mayCall("deleteApp", role: .admin))

        let web = try #require(policy.caller(peer(1_006, gid: 2_001), at: .api))
        #expect(web.mayCall("sendMessage", role: .client) && !web.mayCall("registerApp", role: .admin))
        #expect(web.maySee(two, address: nil) && web.seesEverything)

        let bob = try #require(policy.caller(peer(1_002), at: .api))
        #expect(bob.mayCall("registerApp", role: .admin) && bob.maySee(one, address: nil))
    }

    @Test("calls admin methods only on the admin socket when there is one")
    func adminDoor() throws {
        let policy = try policy(adminDoor: true)
        for uid in [0, Self.own, 1_002] {
            let api = try #require(policy.caller(peer(uid), at: .api))
            #expect(!api.mayCall("registerApp", role: .admin) && api.mayCall("ping", role: .client))
            let admin = try #require(policy.caller(peer(uid), at: .admin))
            #expect(admin.mayCall("registerApp", role: .admin) && admin.mayCall("ping", role: .client))
        }
        let ann = try #require(policy.caller(peer(1_001), at: .admin))
        #expect(!ann.mayCall("registerApp", role: .admin))
    }
}
