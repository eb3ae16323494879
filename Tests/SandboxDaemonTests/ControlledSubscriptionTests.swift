import JSON
import Synchronization
import Testing

@Suite("Control of subscriptions")
struct ControlledSubscriptionTests {
    private let controlled = Controlled()

    @Test("has a subscriber told of an event", arguments: ["missed", "subscriptionRemoved", "reauthorizationRequired"])
    func tells(_ event: String) async throws {
        let answer = try await controlled.ask("POST", "/sandbox/subscriptions/\(Controlled.subscription)/\(event)")
        #expect(answer.status == 204)
        #expect(controlled.told.withLock { $0 } == [event])
    }

    @Test(
        "refuses events and subscriptions that there are not",
        arguments: [
            ("POST", "\(Controlled.subscription)/created", 404),
            ("POST", "nonsense/missed", 404),
            ("GET", "\(Controlled.subscription)/missed", 405),
        ])
    func refuses(_ method: String, _ path: String, _ status: Int) async throws {
        #expect(try await controlled.ask(method, "/sandbox/subscriptions/\(path)").status == status)
        #expect(controlled.told.withLock { $0.isEmpty })
    }
}
