import Domain
import Logging
import Mail
import TestSupport
import Testing
import Transport

@testable import Graph

@Suite("The lane to a mailbox")
struct LaneTests {
    private let lanes = GraphLanes(GraphSettings())
    private let own = GraphPlace(root: Rig.root)

    @Test("is one for all who lead to the mailbox, as long as somebody has it")
    func identity() {
        let shared = GraphPlace(root: Rig.root, user: "Ann@x.example")
        let lane = lanes.lane(to: own, signedIn: "ann@x.example")
        #expect(lane === lanes.lane(to: shared, signedIn: "bo@x.example"))
        #expect(lane !== lanes.lane(to: own, signedIn: "bo@x.example"))
        #expect(lane !== lanes.lane(to: GraphPlace(root: "https://other.example"), signedIn: "ann@x.example"))
    }

    @Test("lets four in at a time, of all who use it together, and holds all back")
    func together() async throws {
        let crowd = Crowd()
        let http = ScriptedHTTPClient { (request) throws(TransportError) in
            await crowd.pass()
            let isLast = request.url.hasSuffix("last")
            return try (isLast ? Answer.error(429, "TooManyRequests", "", ["Retry-After": "290"]) : .json("{}"))
                .response()
        }
        let lane = lanes.lane(to: own, signedIn: "ann@x.example")
        let channels = (0..<2).map { _ in
            GraphChannel(
                account: AccountID(unchecked: "acc_1"), place: own, isAppOnly: false, http: http,
                credentials: FixedCredentials(.bearer(Secret("t"))), settings: GraphSettings(),
                logger: Logger(label: "test"), lane: lane)
        }
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<20 {
                group.addTask {
                    let call = GraphCall(.get, .mailbox("messages"), about: .mailbox)
                    _ = try? await channels[index % 2].call(call, until: .after(.seconds(3_600)))
                }
            }
        }
        #expect(await crowd.largest == 4)
        for (channel, path) in zip(channels, ["last", "other"]) {
            await #expect(throws: MailError.self) {
                try await channel.call(GraphCall(.get, .mailbox(path), about: .mailbox), until: .after(.seconds(200)))
            }
        }
        #expect(http.requests.count == 21)
    }
}
