internal import Doorway
internal import JSON
internal import Tenant

/// Answers `/oidc/userinfo`, which takes Graph's tokens only (reference sheet §A6).
struct UserInfoEndpoint: Sendable {
    let entra: Entra

    func answer(_ call: Call) -> WebResponse {
        do throws(TokenProblem) {
            guard let token = call.request.credentials("bearer") else { throw .malformed }
            let grant = try TokenGate(entra.sandbox).grant(for: token, at: .graph)
            guard case .person(let id) = grant.principal, let person = entra.directory.person(id),
                let app = entra.directory.registration(grant.client)
            else { throw .malformed }
            return call.finished(.json(200, claims(person, app)))
        } catch {
            return refused(error, call)
        }
    }

    private func claims(_ person: Person, _ app: Registration) -> JSONValue {
        var claims: JSONValue = [
            "sub": .string(TokenMint.subject(person, app)), "name": .string(person.displayName),
            "family_name": .string(person.surname), "given_name": .string(person.givenName),
        ]
        if let mail = person.mail { claims.set("email", .string(mail)) }
        return claims
    }

    private func refused(_ problem: TokenProblem, _ call: Call) -> WebResponse {
        let message =
            switch problem {
            case .malformed, .wrongAudience: "CompactToken parsing failed with error code: 8004920A"
            case .expired, .revoked, .disabled: "Lifetime validation failed, the token is expired."
            }
        let error: JSONValue = ["error": ["code": "InvalidAuthenticationToken", "message": .string(message)]]
        var response = call.finished(.json(401, error))
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    }
}
