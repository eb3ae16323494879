import Broker
import Domain
import Foundation
import OAuth
import TestSupport
import Testing

@testable import BrokerService

@Suite("A broker that waits for a sign-in on another device")
struct DeviceLoginBrokerTests {
    private func begin(at broker: LocalBroker) async throws -> DeviceLoginInvitation {
        let app = try await broker.registerApp(
            AppRegistration(name: "Test", provider: .outlook, clientId: "client", redirectURLs: []))
        return try await broker.beginDeviceLogin(
            DeviceLoginRequest(app: app.id, context: "row 7", caller: Household.caller))
    }

    /// Lets time pass twice: after a start nothing is asked about at once.
    private func pass(_ house: Household, at broker: LocalBroker) async {
        await broker.oauth.pollDeviceLogins()
        house.clock.advance(seconds: 60)
        await broker.oauth.pollDeviceLogins()
    }

    private func result(_ invitation: DeviceLoginInvitation, at broker: LocalBroker) async throws -> SignedIn {
        try await broker.signInResult(
            of: Credential(invitation.login), for: Household.caller, until: .after(.zero))
    }

    @Test("and is killed at any write has lost nothing that it had said", arguments: 0..<8)
    func killed(_ changes: Int) async throws {
        let house = try Household()
        var invitation: DeviceLoginInvitation?
        do {
            let killed = try await house.broker(cutOffAfter: changes)
            invitation = try await begin(at: killed)
            house.provider.answer(invitation?.userCode ?? "", .approved)
            await pass(house, at: killed)
        } catch {
            #expect(error as? BrokerError == .storage("cut off") || error as? BrokerError == .vaultSealed)
        }
        guard let invitation else { return }
        let after = try await house.broker()
        await pass(house, at: after)
        let holdings = try await after.holdings()
        // The provider gives tokens for a code once: were they lost with the process, the user is told to begin again.
        if holdings.isEmpty {
            #expect(await failure { _ = try await result(invitation, at: after) } == .codeExpired)
        } else {
            let signedIn = try await result(invitation, at: after)
            #expect(signedIn.isNew && signedIn.context == "row 7")
            #expect(holdings.map(\.account) == [signedIn.account])
        }
    }

    @Test("goes on asking once its vault is opened")
    func sealed() async throws {
        let house = try Household()
        let first = try await house.broker(VaultKeys())
        _ = try await first.unlockVault(with: Credential("correct horse"))
        let invitation = try await begin(at: first)
        house.provider.answer(invitation.userCode, .approved)
        let second = try await house.broker(VaultKeys())
        let requests = house.provider.tokenRequests.count
        await pass(house, at: second)
        #expect(house.provider.tokenRequests.count == requests)
        _ = try await second.unlockVault(with: Credential("correct horse"))
        await pass(house, at: second)
        #expect(try await result(invitation, at: second).isNew)
    }

    @Test("and for an administrator keeps neither state nor code in clear on disk")
    func onDisk() async throws {
        let house = try Household()
        let broker = try await house.broker()
        let invitation = try await begin(at: broker)
        let consent = try await broker.beginAdminConsent(
            AdminConsentRequest(
                app: try await broker.registerApp(Household.registration).id, caller: Household.caller))
        let bytes = try house.bytesOnDisk()
        for secret in [invitation.login, "device-CANARY", consent.state] {
            #expect(bytes.firstRange(of: Array(secret.utf8)) == nil)
        }
        let restarted = try await house.broker()
        let agreed = try await restarted.completeAdminConsent(
            SignInCompletion(
                caller: Household.caller, state: Credential(consent.state),
                answer: .adminConsent(tenant: FakeProvider.tenant, scopes: [])))
        #expect(agreed.tenant == FakeProvider.tenant)
    }
}
