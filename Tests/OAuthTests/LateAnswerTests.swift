import Broker
import Domain
import OAuth
import TestSupport
import Testing
import Transport

@Suite("An answer to what was asked before the operator changed the app")
struct LateAnswerTests {
    @Test("says nothing of the app as it is now")
    func refusal() async throws {
        let first = Desk()
        let signedIn = try await first.signIn()
        let (desk, arrived, release) = (first.restarted(), Gate(), Gate())
        desk.provider.behave {
            $0.intercept = { _ in
                await arrived.open()
                await release.wait()
                return .refusal("invalid_client", codes: [7_000_222], status: 401)
            }
        }
        let late = Task { try await desk.token(signedIn.account) }
        await arrived.wait()
        _ = try await desk.service.updateApp(signedIn.app, AppChange(clientSecret: Credential("renewed")))
        await release.open()
        _ = await failure { _ = try await late.value }
        let app = try await desk.service.apps.app(signedIn.app)
        #expect(app.failure == nil)
        #expect(app.credentials.allSatisfy { $0.refusal == nil })
    }
}
