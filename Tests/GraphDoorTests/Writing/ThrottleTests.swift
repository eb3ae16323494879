import Doorway
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("Graph's throttle")
struct ThrottleTests {
    private func throttle(_ configure: (inout FactSheet) -> Void = { _ in }) -> (GraphThrottle, SandboxClock) {
        var facts = FactSheet()
        configure(&facts)
        let clock = SandboxClock()
        return (GraphThrottle(facts: facts, clock: clock), clock)
    }

    @Test("lets four requests of an app and a mailbox run at a time, and others' besides")
    func concurrency() {
        let (throttle, _) = throttle()
        let lane = throttle.lane(client: SeedApps.graph, mailbox: SeedPeople.adele)
        for _ in 1...4 { #expect(throttle.enter(lane) == nil) }
        #expect(throttle.enter(lane) == .concurrency)
        #expect(throttle.enter(throttle.lane(client: SeedApps.graph, mailbox: SeedPeople.bruno)) == nil)
        throttle.leave(lane)
        #expect(throttle.enter(lane) == nil)
    }

    @Test("counts by app alone when the fact is turned round")
    func perApp() {
        let (throttle, _) = throttle { $0.set(Facts.concurrencyPerMailbox, to: false) }
        for _ in 1...4 {
            #expect(throttle.enter(throttle.lane(client: SeedApps.graph, mailbox: SeedPeople.adele)) == nil)
        }
        #expect(throttle.enter(throttle.lane(client: SeedApps.graph, mailbox: SeedPeople.bruno)) == .concurrency)
    }

    @Test("opens again after ten minutes")
    func requests() {
        let (throttle, clock) = throttle { $0.set(Facts.requestLimit, to: 2) }
        let lane = throttle.lane(client: SeedApps.graph, mailbox: SeedPeople.adele)
        for _ in 1...2 {
            #expect(throttle.enter(lane) == nil)
            throttle.leave(lane)
        }
        clock.advance(bySeconds: 500)
        guard case .requests(let seconds) = throttle.enter(lane) else {
            Issue.record("a third request came in")
            return
        }
        // What is left of the ten minutes, but for what the test took.
        #expect((1...100).contains(seconds))
        clock.advance(bySeconds: Double(seconds))
        #expect(throttle.enter(lane) == nil)
    }

    @Test(
        "says when to come back as the fact has it",
        arguments: [(RetryAfterForm.integer, "" as String?), (.fractional, ".128"), (.absent, nil)])
    func retryAfter(_ form: RetryAfterForm, _ fraction: String?) async throws {
        let rig = WritingRig { facts in
            facts.set(Facts.requestLimit, to: 1)
            facts.set(Facts.retryAfterForm, to: form)
        }
        #expect(try await rig.ask("GET", "/me/mailboxSettings").status == 200)
        let reply = try await rig.ask("GET", "/me/mailboxSettings")
        #expect(reply.status == 429)
        let parts = reply.headers["Retry-After"].map { $0.split(separator: ".", maxSplits: 1) }
        #expect(parts.map { $0.count > 1 ? ".\($0[1])" : "" } == fraction)
        #expect(parts.map { (500...600).contains(Int($0[0]) ?? 0) } ?? (fraction == nil))
    }

    @Test("turns away a fifth request in Graph's words, and lets it in once another is done")
    func words() async throws {
        let rig = WritingRig()
        let lane = rig.door.throttle.lane(client: SeedApps.graph, mailbox: SeedPeople.adele)
        for _ in 1...4 { #expect(rig.door.throttle.enter(lane) == nil) }
        let reply = try await rig.ask("GET", "/me/mailboxSettings")
        #expect(reply.status == 429)
        #expect(reply.code == "ApplicationThrottled")
        #expect(reply.headers["Retry-After"] == "1")
        rig.door.throttle.leave(lane)
        for _ in 1...3 { #expect(try await rig.ask("GET", "/me/mailboxSettings").status == 200) }
    }

    @Test("counts a request until its answer has gone out")
    func downloads() async throws {
        let rig = WritingRig()
        var request = WebRequest(method: "GET", path: "/v1.0/me/mailboxSettings")
        request.headers["Authorization"] = "Bearer \(SeedPeople.adele)"
        var answers: [WebResponse] = []
        for _ in 1...4 { answers.append(await rig.door.answer(request)) }
        #expect(try await rig.ask("GET", "/me/mailboxSettings").status == 429)
        #expect(answers.allSatisfy { $0.status == 200 })
        answers = []
        #expect(try await rig.ask("GET", "/me/mailboxSettings").status == 200)
    }
}
