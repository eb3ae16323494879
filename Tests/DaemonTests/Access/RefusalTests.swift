import API
import Broker
import JSONRPC
import Linux
import Methods
import Testing

@testable import Daemon

@Suite("Who is refused")
struct RefusalTests {
    @Test("is told what would help", arguments: [(1_001, "clients"), (65_534, "namespace")] as [(UInt32, String)])
    func unauthorized(_ uid: UInt32, _ word: String) {
        let error = Doorkeeper.unauthorized(Peer(uid: uid, gid: uid, groups: [], pid: 1))
        #expect(error.hint?.contains(word) == true)
    }

    @Test(
        "a method is told whether role or configuration is in the way",
        arguments: [
            (Role.client, "getVaultStatus", "admin socket"), (.client, "ping", "clients entry"),
            (.admin, "getVaultStatus", "clients entry"),
        ])
    func forbidden(_ role: Role, _ method: String, _ words: String) {
        let caller = Caller(id: CallerID(rawValue: 1_001), role: role, accounts: .all, methods: .only([]))
        #expect(MethodTable.forbidden(method, caller).hint?.contains(words) == true)
    }
}
