import Broker
import Domain
import OAuth
import TestSupport
import Testing

@Suite("A secret")
struct CanaryTests {
    @Test("appears in no log line, no error and no description, whatever goes wrong")
    func canary() async throws {
        let desk = Desk()
        var said: [String] = []
        let account = try await desk.signIn().account
        let app = try await desk.service.apps.all()[0]
        for answer in [
            ("invalid_grant", 50173), ("invalid_client", 7_000_215), ("interaction_required", 50076),
            ("access-CANARY", 1),
        ] {
            desk.provider.behave { $0.intercept = { _ in .refusal(answer.0, codes: [answer.1], claims: "CANARY") } }
            desk.clock.advance(seconds: 4_000)
            said.append(String(describing: await failure { _ = try await desk.token(account) }))
            let invitation = try await desk.begin(app)
            said.append(
                String(describing: await failure { _ = try await desk.complete(invitation, code: "code-CANARY") }))
        }
        desk.provider.behave { $0.intercept = { _ in .text("access-CANARY", status: 200) } }
        desk.clock.advance(seconds: 4_000)
        said.append(String(describing: await failure { _ = try await desk.token(account) }))
        said.append("\(desk.store.contents)")
        said.append(String(reflecting: desk.store.contents.grants))
        var dumped = ""
        dump(desk.store.contents.apps, to: &dumped)
        said.append(dumped)
        let secrets = ["s3cret", "refresh-CANARY", "access-CANARY-", "code-CANARY"]
        for text in said + desk.log.lines {
            for secret in secrets { #expect(!text.contains(secret), "\(secret) was told") }
        }
        #expect(!desk.log.lines.contains { $0.contains("ann@") }, "an address was told")
        #expect(desk.log.lines.count > 5)
    }
}
