import Domain
import Doorway
import Entra
import Tenant

extension Realm {
    func get(_ path: String, _ fields: FormFields = [:], _ headers: WebHeaders = [:]) async -> Reply {
        Reply(
            await door.answer(
                WebRequest(method: "GET", origin: Self.origin, path: path, query: fields.text, headers: headers)))
    }

    func post(_ path: String, _ fields: FormFields, _ headers: WebHeaders = [:]) async -> Reply {
        var headers = headers
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return Reply(
            await door.answer(
                WebRequest(
                    method: "POST", origin: Self.origin, path: path, headers: headers,
                    body: Array(fields.text.utf8))))
    }

    func token(_ fields: FormFields, at authority: String = "common", _ headers: WebHeaders = [:]) async -> Reply {
        await post("/\(authority)/oauth2/v2.0/token", fields, headers)
    }

    /// An authorization that the named person agrees to, without pages.
    func authorize(
        _ fields: FormFields, as user: String = "adele@contoso.example", at authority: String = "common",
        answer: String = "allow"
    ) async -> Reply {
        await get(
            "/\(authority)/oauth2/v2.0/authorize", fields, ["X-Sandbox-User": user, "X-Sandbox-Answer": answer])
    }

    /// Leads somebody through the pages of the web app's sign-in: what the browser keeps then.
    func browse(as name: String, _ kept: WebHeaders = [:]) async throws -> WebHeaders {
        let request = Self.request().with(["login_hint": name, "prompt": "login"])
        let password = await get("/common/oauth2/v2.0/authorize", request, kept)
        let secret = try found(name).password
        var page = await post(
            "/common/login", ["flow": try password.flow, "action": "password", "passwd": secret], kept)
        if page.location.isEmpty {
            page = await post("/common/login", ["flow": try page.flow, "action": "accept"], kept)
        }
        return page.cookie
    }

    /// A code for the web app, and what redeems it.
    func redemption(
        scope: String = "openid profile email offline_access Mail.Read", as user: String = "adele@contoso.example"
    ) async throws -> FormFields {
        let answer = await authorize(Self.request(scope: scope), as: user)
        return [
            "grant_type": "authorization_code", "client_id": Self.web.description, "client_secret": Self.secret,
            "redirect_uri": "https://app.example/back", "code": try answer.code, "code_verifier": Self.verifier,
        ]
    }

    /// What is left to do once somebody has signed in to the web app.
    func refreshing(
        scope: String = "openid profile offline_access Mail.Read", as user: String = "adele@contoso.example"
    ) async throws -> FormFields {
        let tokens = await token(try await redemption(scope: scope, as: user))
        return [
            "grant_type": "refresh_token", "client_id": Self.web.description, "client_secret": Self.secret,
            "refresh_token": try tokens.text("refresh_token"),
        ]
    }

    static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

    static func request(scope: String = "openid offline_access Mail.Read") -> FormFields {
        [
            "client_id": web.description, "redirect_uri": "https://app.example/back", "response_type": "code",
            "scope": scope, "state": "st&\" ate", "nonce": "n-1", "code_challenge": challenge,
            "code_challenge_method": "S256",
        ]
    }
}

extension FormFields {
    /// With some fields replaced; nil takes one out.
    func with(_ changes: KeyValuePairs<String, String?>) -> FormFields {
        var result: FormFields = [:]
        for field in fields where !changes.contains(where: { $0.key == field.name }) {
            result.add(field.name, field.value)
        }
        for change in changes { if let value = change.value { result.add(change.key, value) } }
        return result
    }
}

extension Realm {
    static func decoded(_ part: String) -> [UInt8]? { Base64(part)?.bytes }
}
