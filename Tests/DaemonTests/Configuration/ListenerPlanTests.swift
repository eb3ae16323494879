import Linux
import Testing

@testable import Daemon

@Suite("Passed sockets")
struct ListenerPlanTests {
    func socket(_ name: String, _ family: InheritedSocket.Family = .unix, _ descriptor: Int32 = 3) -> InheritedSocket {
        InheritedSocket(descriptor: descriptor, name: name, family: family)
    }

    @Test("are told apart by name, in any order")
    func byName() throws {
        let plan = try ListenerPlan([
            socket("oauth", .internet, 3), socket("admin", .unix, 4), socket("api", .unix, 5),
            socket("oauth", .internet, 6),
        ])
        #expect(plan.api.map(\.descriptor) == [5])
        #expect(plan.admin.map(\.descriptor) == [4])
        #expect(plan.oauth.map(\.descriptor) == [3, 6])
    }

    @Test("need no name when there is one only", arguments: ["api", "unknown", "postern.socket"])
    func single(_ name: String) throws {
        #expect(try ListenerPlan([socket(name)]).api.map(\.name) == [name])
    }

    @Test("called admin are never taken for the other one")
    func adminAlone() throws {
        let plan = try ListenerPlan([socket("admin")])
        #expect(plan.api.isEmpty && plan.admin.count == 1)
    }

    @Test(
        "that cannot be what they are called are refused",
        arguments: [
            [("api", InheritedSocket.Family.internet)], [("oauth", .unix), ("api", .unix)],
            [("api", .unix), ("unknown", .unix)], [("admin", .internet)], [("other", .internet)],
            [("other", .unix)], [("oauth", .unix)], [("", .unix)],
        ])
    func refused(_ sockets: [(String, InheritedSocket.Family)]) {
        #expect(throws: LinuxError.self) { try ListenerPlan(sockets.map { socket($0.0, $0.1) }) }
    }
}
