import Broker
import BrokerService
import Domain
import TestSupport
import Testing

@Suite("A broker that is killed")
struct KilledBrokerTests {
    @Test(
        "at any write from the first start to the refresh has lost nothing that it had said",
        arguments: 0..<10, [FakeProvider.Rotation.lenient, .strict])
    func anywhere(_ changes: Int, _ rotation: FakeProvider.Rotation) async throws {
        let house = try Household()
        house.provider.behave { $0.rotation = rotation }
        var told: SignedIn?
        var invitation: SignInInvitation?
        var code = ""
        do {
            let killed = try await house.broker(cutOffAfter: changes)
            let app = try await killed.registerApp(Household.registration)
            let begun = try await house.begin(app, at: killed)
            invitation = begun
            code = house.provider.consent(begun.url)
            told = try await house.complete(begun, code: code, at: killed)
            house.clock.advance(seconds: 3_500)
            _ = try await killed.accessToken(for: told?.account ?? .random(), TokenDemand(resource: .mail))
        } catch {
            #expect(error as? BrokerError == .storage("cut off") || error as? BrokerError == .vaultSealed)
        }
        let after = try await house.broker()
        #expect(await after.vaultStatus().state == .open)
        let holdings = try await after.holdings()
        #expect(holdings.count <= 1)
        guard let told else {
            // Nobody was told of an account: bringing the redirect again either finds it or says that the code is gone.
            if let invitation, let account = holdings.first?.account {
                #expect(try await house.complete(invitation, code: code, at: after).account == account)
            }
            return
        }
        #expect(holdings.map(\.account) == [told.account])
        // What the provider rotated and we could not write is lost at a strict provider: then the user signs in, without a loop.
        let requests = house.provider.tokenRequests.count
        let errors = await [
            failure { _ = try await after.accessToken(for: told.account, TokenDemand(resource: .mail)) },
            failure { _ = try await after.accessToken(for: told.account, TokenDemand(resource: .mail)) },
        ]
        #expect(house.provider.tokenRequests.count == requests + 1)
        if rotation == .lenient { #expect(errors == [nil, nil]) }
        for case let error? in errors {
            guard case .signInRequired(told.account, _) = error else {
                Issue.record("\(error)")
                continue
            }
        }
    }

    @Test("keeps the rotated token that it could not write in memory, and writes it when it can")
    func diskFull() async throws {
        let house = try Household()
        house.provider.behave { $0.rotation = .strict }
        let store = CutOffStore(try VaultDatabase(path: house.directory.file("vault.db")))
        let broker = try await house.start(store: store)
        let signedIn = try await house.signIn(at: broker)
        house.clock.advance(seconds: 3_500)
        store.allowChanges(0)
        #expect(
            await failure { _ = try await broker.accessToken(for: signedIn.account, TokenDemand(resource: .mail)) }
                == .storage("cut off"))
        store.allowChanges(.max)
        _ = try await broker.accessToken(for: signedIn.account, TokenDemand(resource: .mail))
        let after = try await house.broker()
        _ = try await after.accessToken(for: signedIn.account, TokenDemand(resource: .mail))
    }
}
