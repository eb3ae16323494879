import API
import Broker
import Domain
import JSONRPC
import Methods
import TestSupport
import Testing

@Suite("The daemon's health")
struct HealthTests {
    private let house = House()

    private func health() async throws -> GetHealth.Result {
        try await GetHealthHandler(
            broker: house.broker, accounts: house.accounts, reporter: house.reporter, complaints: []
        ).handle(.init(), House.call("getHealth", accounts: .all))
    }

    private static let failure = AppFailure(
        at: Timestamp(secondsSince1970: 0), hint: "look there",
        provider: ProviderFault(name: "entra", code: "invalid_client AADSTS7000222", responsible: .operator))

    @Test("is good, and tells of a credential that ends soon")
    func warning() async throws {
        #expect(try await health().status == .ready)
        #expect(try await health().reasons == [])
        house.broker.change { $0.warnings = ["cred_1 ends on 2026-12-01"] }
        #expect(try await health().status == .ready)
        #expect(try await health().reasons == ["app_one (One): cred_1 ends on 2026-12-01"])
    }

    @Test("is good as long as one of two credentials is taken, and tells of the other")
    func oneRefused() async throws {
        house.broker.change { app in
            let at = Timestamp(secondsSince1970: 0)
            app.credentials = [
                AppCredential(id: "cred_2", kind: .secret, addedAt: at, refusal: Self.failure),
                AppCredential(id: "cred_1", kind: .secret, addedAt: at),
            ]
        }
        #expect(try await health().status == .ready)
        #expect(try await health().reasons == ["app_one (One): cred_2 is refused: look there"])
    }

    @Test("is degraded by an app that its provider refuses, which is told once")
    func refused() async throws {
        house.broker.change { app in
            app.failure = Self.failure
            app.credentials = [
                AppCredential(
                    id: "cred_1", kind: .secret, addedAt: Timestamp(secondsSince1970: 0), refusal: Self.failure)
            ]
        }
        #expect(try await health().status == .degraded)
        #expect(try await health().reasons == ["app_one (One): look there"])
    }
}
