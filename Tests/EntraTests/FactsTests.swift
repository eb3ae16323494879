import Doorway
import JSON
import Tenant
import Testing

@testable import Entra

@Suite("A fact turned round")
struct FactsTests {
    func realm(_ changes: [String: String]) throws -> Realm {
        var facts = FactSheet()
        for (name, value) in changes { try facts.set(name, to: value) }
        return try Realm(facts)
    }

    @Test("lets a code be redeemed twice, without its verifier")
    func lenientCodes() async throws {
        let realm = try realm(["entra.codeSingleUse": "false", "entra.pkceVerified": "false"])
        let redemption = try await realm.redemption().with(["code_verifier": nil])
        #expect(await realm.token(redemption).status == 200)
        #expect(await realm.token(redemption).status == 200)
    }

    @Test("gives codes and tokens another life")
    func lifetimes() async throws {
        let realm = try realm([
            "entra.codeLifetimeSeconds": "60", "entra.accessTokenSeconds": "1", "entra.expiresInText": "true",
        ])
        let answer = await realm.token(try await realm.redemption())
        #expect(try answer.text("expires_in") == "1")
        let late = try await realm.redemption()
        realm.sandbox.clock.advance(bySeconds: 61)
        #expect(await realm.token(late).number == 70008)
        #expect(throws: TokenProblem.expired) {
            try realm.sandbox.tokens.grant(for: try answer.text("access_token"), at: .graph)
        }
    }

    @Test(
        "names the identity scopes, or the resource's own prefix",
        arguments: [
            (["entra.oidcScopeEcho": "identity"], "Mail.Read openid profile"),
            (["entra.oidcScopeEcho": "all"], "Mail.Read openid profile offline_access"),
            (["entra.scopesAsAsked": "false"], "https://graph.microsoft.com/Mail.Read"),
        ])
    func scopes(_ changes: [String: String], _ scope: String) async throws {
        let realm = try realm(changes)
        let redemption = try await realm.redemption(scope: "openid profile offline_access Mail.Read")
        #expect(try await realm.token(redemption).text("scope") == scope)
    }

    @Test("refuses a redemption without a resource, or one for what was consented to before")
    func emptyScope() async throws {
        let strict = try realm(["entra.emptyScopeAtRedemption": "refuse"])
        #expect(await strict.token(try await strict.redemption().with(["scope": "openid"])).number == 28003)
        let generous = try realm(["entra.grantedScopes": "consented"])
        _ = try await generous.redemption(scope: "Mail.Send")
        let answer = await generous.token(try await generous.redemption(scope: "Mail.Read"))
        #expect(try answer.text("scope") == "Mail.Read Mail.Send")
    }

    @Test("lets an app ask for what it does not list, and a personal account leave out what it cannot give")
    func asking() async throws {
        let realm = try realm(["entra.unlistedPermissions": "consent", "entra.personalSharedScopes": "drop"])
        let unlisted = Realm.request(scope: "MailboxSettings.Read")
        #expect(try await !realm.authorize(unlisted).code.isEmpty)
        let redemption = try await realm.redemption(scope: "Mail.Read Mail.Read.Shared", as: "pat@outlook.example")
        #expect(try await realm.token(redemption).text("scope") == "Mail.Read")
    }

    @Test(
        "grants what was agreed to of all that was asked, at the sign-in and ever after; elsewhere that is AADSTS65001")
    func partialConsent() async throws {
        for (facts, number) in [([:], 65001), (["entra.partialConsent": "grantRest"], nil)]
            as [([String: String], Int64?)]
        {
            let realm = try realm(facts)
            let back = await realm.get(
                "/common/oauth2/v2.0/authorize", Realm.request(scope: "openid offline_access Mail.Read Mail.Send"),
                ["X-Sandbox-User": "adele@contoso.example", "X-Sandbox-Without": "mail.send"])
            let redemption = try await realm.redemption().with(["code": try back.code])
            let answer = await realm.token(redemption)
            #expect(answer.number == number)
            guard number == nil else { continue }
            #expect(try answer.text("scope") == "Mail.Read")
            let refresh = redemption.with([
                "grant_type": "refresh_token", "refresh_token": try answer.text("refresh_token"),
                "scope": "Mail.Read Mail.Send", "code": nil, "redirect_uri": nil, "code_verifier": nil,
            ])
            #expect(try await realm.token(refresh).text("scope") == "Mail.Read")
            #expect(await realm.token(refresh.with(["scope": "Mail.Send"])).number == 65001)
        }
    }

    @Test("gives everybody opaque tokens, or nobody a template, a page another status")
    func looks() async throws {
        let realm = try realm([
            "entra.workTokenForm": "opaque", "entra.issuerTemplate": "false", "entra.errorPageStatus": "200",
            "entra.pkceAnnounced": "true", "entra.basicAnnounced": "false",
        ])
        #expect(try await realm.token(try await realm.redemption()).text("access_token").hasPrefix("Ew"))
        let document = await realm.get("/common/v2.0/.well-known/openid-configuration")
        #expect(try document.text("issuer") == "https://login.example/common/v2.0")
        #expect(document.json?["code_challenge_methods_supported"]?[0] == "S256")
        #expect(document.json?["token_endpoint_auth_methods_supported"]?.arrayValue?.count == 2)
        #expect(await realm.get("/nowhere/oauth2/v2.0/authorize").status == 200)
    }

    @Test("refuses with other numbers and other errors")
    func numbers() async throws {
        let realm = try realm([
            "entra.twoResourcesCode": "700022", "entra.twoResourcesError": "invalid_scope",
            "entra.missingVerifierCode": "501481", "entra.unknownScopeError": "invalid_request",
        ])
        let redemption = try await realm.redemption()
        let two = await realm.token(redemption.with(["scope": "Mail.Read https://outlook.office.com/SMTP.Send"]))
        #expect(two.number == 700_022 && two.error == "invalid_scope")
        let unknown = await realm.token(redemption.with(["scope": "Mail.Reed"]))
        #expect(unknown.number == 70011 && unknown.error == "invalid_request" && unknown.status == 400)
        #expect(await realm.token(redemption.with(["code_verifier": nil])).number == 501_481)
    }

    @Test("gives a refresh token without offline_access, and the same one again")
    func refreshTokens() async throws {
        let realm = try realm(["entra.offlineAccessNeeded": "false", "entra.refreshRotation": "same"])
        let refresh = try await realm.refreshing(scope: "Mail.Read")
        #expect(try await realm.token(refresh).text("refresh_token") == refresh["refresh_token"])
    }
}
