import Doorway
import JSON
import Tenant
import Testing

@Suite("An answer that the switchboard may spoil")
struct FaultyTests {
    private let sandbox = Sandbox(
        facts: FactSheet(), seed: 1, clock: SandboxClock(),
        directory: Directory(tenants: [], people: [], registrations: []), mailboxes: Mailboxes())
    private let occasion = Occasion(door: .entra, operation: "token")

    private actor Count {
        var value = 0
        func increase() { value += 1 }
    }

    /// Answers one request, and says how often the door acted.
    private func answer(_ request: WebRequest = .init(method: "POST", path: "/t")) async -> (WebResponse, Int) {
        let acts = Count()
        let response = await Faulty.answer(request, in: sandbox, at: occasion) { status in
            .json(status, ["refused": true])
        } act: {
            await acts.increase()
            return .text(200, "0123456789")
        }
        return (response, await acts.value)
    }

    struct Case: Sendable {
        var name: FaultName
        var parameters: [String: JSONValue] = [:]
        var status = 200
        var delivery = WebResponse.Delivery.whole
        var acts = 1
        var body: String?
        var retryAfter: String?
        var recorded: Int?
    }

    @Test(
        "does what the fault says, and acts or not",
        arguments: [
            Case(
                name: .status, parameters: ["status": 429, "retryAfter": "2.128"], status: 429, acts: 0,
                body: #"{"refused":true}"#, retryAfter: "2.128", recorded: 429),
            Case(name: .status, parameters: ["status": 504], status: 504, acts: 0, recorded: 504),
            Case(name: .status, parameters: ["status": 200], status: 503, acts: 0, recorded: 503),
            Case(name: .html, status: 502, acts: 0, recorded: 502),
            Case(name: .dropBefore, status: 503, delivery: .dropped, acts: 0, body: "", recorded: nil),
            Case(name: .dropAfter, delivery: .dropped, acts: 1, recorded: nil),
            Case(name: .truncated, delivery: .truncated, recorded: 200),
            Case(
                name: .slow, parameters: ["bytesPerSecond": 7], delivery: .slow(bytesPerSecond: 7), recorded: 200),
            Case(name: .late, parameters: ["milliseconds": 1], body: "0123456789", recorded: 200),
            Case(name: .emptyBody, acts: 1, body: "", recorded: 200),
            Case(name: .html, parameters: ["status": 200], acts: 0, recorded: 200),
            Case(name: .redirect, parameters: ["location": "https://b.example/"], status: 302, acts: 0, recorded: 302),
            Case(
                name: .huge, parameters: ["bytes": 3], acts: 0,
                body: #"{"token_type":"Bearer","expires_in":3600,"access_token":"AAA"}"#, recorded: 200),
            Case(
                name: .endless, delivery: .endless, acts: 0,
                body: #"{"token_type":"Bearer","expires_in":3600,"access_token":"A"#, recorded: 200),
        ])
    func faults(_ c: Case) async {
        sandbox.faults.set(Fault(c.name, c.parameters))
        let (response, acts) = await answer()
        #expect(response.status == c.status)
        #expect(response.delivery == c.delivery)
        #expect(acts == c.acts)
        if let body = c.body { #expect(response.body.allBytes == Array(body.utf8)) }
        #expect(response.headers["retry-after"] == c.retryAfter)
        #expect(sandbox.recorder.records().map(\.status) == [c.recorded])
        #expect(await answer().0.body.allBytes == Array("0123456789".utf8), "the fault strikes once")
    }

    @Test("is recorded with its secrets as hashes")
    func records() async throws {
        var request = WebRequest(method: "POST", path: "/t", query: "code=Q&state=s")
        request.headers = [
            "Authorization": "Bearer T", "Cookie": "c=C", "Content-Type": "application/x-www-form-urlencoded",
            "Referer": "https://x/?code=R", "X-Plain": "p",
        ]
        request.body = Array("grant_type=g&client_secret=S&refresh_token=F&Code=%43&password=P&x=1".utf8)
        _ = await answer(request)
        let record = try #require(sandbox.recorder.records().first)
        #expect(record.target == "/t?code=\(Redaction.hash("Q"))&state=s")
        #expect(record.headers["authorization"] == "Bearer \(Redaction.hash("T"))")
        #expect(record.headers["cookie"] == Redaction.hash("c=C"))
        #expect(record.headers["referer"] == "https://x/?code=\(Redaction.hash("R"))")
        #expect(record.headers["x-plain"] == "p")
        #expect(
            record.body == "grant_type=g&client_secret=\(Redaction.hash("S"))&refresh_token=\(Redaction.hash("F"))"
                + "&Code=\(Redaction.hash("C"))&password=\(Redaction.hash("P"))&x=1")
        #expect(record.bodyCount == request.body.count)
    }

    @Test("keeps a body that is no form as it is, as far as records go")
    func longBody() async throws {
        _ = await answer(WebRequest(method: "POST", path: "/t", body: Array(repeating: 0x61, count: 100_000)))
        let record = try #require(sandbox.recorder.records().first)
        #expect(record.body.utf8.count == 65_536)
        #expect(record.bodyCount == 100_000)
    }
}
