import Doorway
import JSON
import Tenant
import Testing

@testable import Entra

@Suite("A refresh token")
struct RefreshTests {
    @Test("rolls, and the old one stays good")
    func rolls() async throws {
        let realm = try Realm()
        let refresh = try await realm.refreshing()
        let first = await realm.token(refresh)
        #expect(first.status == 200)
        #expect(try first.text("refresh_token") != refresh["refresh_token"])
        #expect(await realm.token(refresh).status == 200)
        #expect(try first.text("scope") == "Mail.Read")
        #expect(first.json?["id_token"] != nil)
    }

    @Test("in use lives as long as it is used, and says how its client proved itself")
    func used() async throws {
        let realm = try Realm()
        let refresh = try await realm.refreshing()
        for _ in 1...5 {
            realm.sandbox.clock.advance(bySeconds: 5_184_000)
            let answer = await realm.token(refresh)
            #expect(answer.status == 200)
            #expect(try Reply.claims(answer.text("access_token"))["appidacr"] == "1")
        }
    }

    @Test("is refused the second time where rotation is strict")
    func strict() async throws {
        var facts = FactSheet()
        facts.set(Facts.refreshRotation, to: .strict)
        let realm = try Realm(facts)
        let refresh = try await realm.refreshing()
        let first = await realm.token(refresh)
        #expect(await realm.token(refresh).number == 70000)
        #expect(await realm.token(refresh.with(["refresh_token": try first.text("refresh_token")])).status == 200)
    }

    @Test("of many requests at once opens the door to one where rotation is strict")
    func race() async throws {
        var facts = FactSheet()
        facts.set(Facts.refreshRotation, to: .strict)
        let realm = try Realm(facts)
        for _ in 1...3 {
            let refresh = try await realm.refreshing()
            let opened = await withTaskGroup(of: Int.self) { group in
                for _ in 1...8 { group.addTask { await realm.token(refresh).status } }
                return await group.reduce(into: 0) { count, status in count += status == 200 ? 1 : 0 }
            }
            #expect(opened == 1)
        }
    }

    struct Change: CustomTestStringConvertible {
        let testDescription: String
        var fields: KeyValuePairs<String, String?> = [:]
        var authority = "common"
        var change: @Sendable (Realm) throws -> Void = { _ in }
        let number: Int64
        var error = "invalid_grant"
        var suberror: String?
    }

    static let changes = [
        Change(
            testDescription: "when nobody knows it", fields: ["refresh_token": "1.AXoA"], number: 70000,
            suberror: "bad_token"),
        Change(
            testDescription: "without a secret", fields: ["client_secret": nil], number: 7_000_218,
            error: "invalid_client"),
        Change(
            testDescription: "after a year", change: { $0.sandbox.clock.advance(bySeconds: 31_536_000) },
            number: 700_082, suberror: "bad_token"),
        Change(
            testDescription: "after 90 days", change: { $0.sandbox.clock.advance(bySeconds: 7_776_001) },
            number: 700_082, suberror: "bad_token"),
        Change(
            testDescription: "of a disabled account",
            change: { realm in realm.sandbox.directory.change(person: try realm.adele.id) { $0.isDisabled = true } },
            number: 50057),
        Change(
            testDescription: "after a revocation", change: { $0.door.revokeRefreshTokens(of: try $0.adele.id) },
            number: 50173,
            suberror: "bad_token"),
        Change(
            testDescription: "when the sign-in is too long ago",
            change: { realm in
                realm.sandbox.directory.change(tenant: Realm.contoso) { $0.policies.signInFrequencySeconds = 3_600 }
                realm.sandbox.clock.advance(bySeconds: 3_601)
            }, number: 70043, suberror: "token_expired"),
        Change(
            testDescription: "without the claims of a policy",
            change: { realm in
                realm.sandbox.directory.change(tenant: Realm.contoso) {
                    $0.policies.requiredClaims = #"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#
                }
            }, number: 50076, error: "interaction_required", suberror: "basic_action"),
        Change(
            testDescription: "after the consent was withdrawn",
            change: { realm in
                realm.sandbox.directory.withdrawConsents(
                    client: Realm.web, tenant: Realm.contoso, person: try realm.adele.id)
            }, number: 65001, suberror: "consent_required"),
        Change(
            testDescription: "for somebody who is not assigned",
            change: { realm in realm.sandbox.directory.change(registration: Realm.web) { $0.assignmentRequired = true }
            }, number: 50105),
        Change(
            testDescription: "for a disabled app",
            change: { realm in realm.sandbox.directory.change(registration: Realm.web) { $0.isDisabled = true } },
            number: 7_000_112,
            error: "unauthorized_client"),
        Change(testDescription: "at another tenant", authority: Realm.fabrikam.description, number: 50020),
        Change(testDescription: "at consumers", authority: "consumers", number: 500_208, error: "invalid_request"),
        Change(
            testDescription: "for two resources", fields: ["scope": "Mail.Read https://outlook.office.com/SMTP.Send"],
            number: 28000,
            error: "invalid_request"),
    ]

    @Test("is refused", arguments: changes)
    func refused(_ change: Change) async throws {
        let realm = try Realm()
        let refresh = try await realm.refreshing()
        try change.change(realm)
        let answer = await realm.token(refresh.with(change.fields), at: change.authority)
        #expect(answer.number == change.number)
        #expect(answer.error == change.error)
        #expect(answer.json?["suberror"]?.stringValue == change.suberror)
        #expect((answer.json?["claims"] != nil) == (change.number == 50076))
    }

    @Test("of a public client dies with the password, that of a confidential one does not")
    func password() async throws {
        let realm = try Realm()
        let confidential = try await realm.refreshing()
        let request = Realm.request().with([
            "client_id": Realm.native.description, "redirect_uri": "http://localhost:1",
        ])
        let answer = await realm.token([
            "grant_type": "authorization_code", "client_id": Realm.native.description,
            "code": try await realm.authorize(request).code, "redirect_uri": "http://localhost:1",
            "code_verifier": Realm.verifier,
        ])
        realm.sandbox.directory.change(person: try realm.adele.id) { $0.password = "new" }
        let refused = await realm.token([
            "grant_type": "refresh_token", "client_id": Realm.native.description,
            "refresh_token": try answer.text("refresh_token"),
        ])
        #expect(refused.number == 50173)
        #expect(await realm.token(confidential).status == 200)
    }

    @Test("of one app is nothing to another")
    func foreign() async throws {
        let realm = try Realm()
        let refresh = try await realm.refreshing().with(["client_id": Realm.service.description])
        let answer = await realm.token(refresh, at: "organizations")
        #expect(answer.number == 70000)
        #expect(answer.json?["suberror"] == "client_mismatch")
    }

    @Test("asked with .default gives all that was consented to")
    func byDefault() async throws {
        let realm = try Realm()
        let refresh = try await realm.refreshing(scope: "offline_access Mail.Read Mail.Send")
        let answer = await realm.token(refresh.with(["scope": "https://graph.microsoft.com/.default"]))
        #expect(
            try answer.text("scope")
                == "https://graph.microsoft.com/Mail.Read https://graph.microsoft.com/Mail.Send")
    }

    @Test("gives a token of the first resource where the fact says so")
    func firstResource() async throws {
        var facts = FactSheet()
        facts.set(Facts.twoResources, to: .first)
        let realm = try Realm(facts)
        let refresh = try await realm.refreshing(scope: "offline_access Mail.Send https://outlook.office.com/SMTP.Send")
        let answer = await realm.token(
            refresh.with(["scope": "https://outlook.office.com/SMTP.Send Mail.Send"]))
        #expect(try answer.text("scope") == "https://outlook.office.com/SMTP.Send")
    }
}
