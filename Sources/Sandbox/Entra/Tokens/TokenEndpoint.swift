internal import Doorway
internal import JSON
internal import Tenant

/// Answers `/token`: checks who asks, then what they have to give for it (reference sheet §A5, §A7, §A11, §A12).
struct TokenEndpoint: Sendable {
    /// What every grant is judged by.
    struct Request: Sendable {
        let call: Call
        let app: Registration
        let authority: Authority
        let check: ClientCheck
        /// The client proved itself.
        let isConfidential: Bool
        let claims: RequestedClaims?
        let mint: TokenMint
        let occasion: Occasion
    }
    let entra: Entra
    private static let device = "urn:ietf:params:oauth:grant-type:device_code"

    func answer(_ call: Call, _ authority: String) -> WebResponse {
        var response: WebResponse
        do throws(Refusal) {
            response = call.finished(.json(200, try redeem(call, authority)))
        } catch {
            response = error.json(call)
        }
        if call.request.headers["origin"] != nil { response.headers["Access-Control-Allow-Origin"] = "*" }
        return response
    }

    /// Who a request is about, for faults that are meant for one mailbox.
    func mailbox(_ call: Call) -> String? {
        let person =
            call.field("refresh_token").flatMap { entra.state.refreshTokens.value($0, at: call.now)?.person }
            ?? call.field("code").flatMap { entra.state.codes.value($0, at: call.now)?.person }
        return person.flatMap { entra.directory.person($0)?.address.lowercased() }
    }

    private func redeem(_ call: Call, _ segment: String) throws(Refusal) -> JSONValue {
        guard call.request.method == "POST" else {
            throw Refusal(
                900_561, "The endpoint only accepts POST, OPTIONS requests. Received a \(call.request.method) request.")
        }
        // RFC 6749, section 3.2: no parameter twice.
        guard Set(call.fields.names).count == call.fields.names.count else { throw .malformed }
        let authority = try Authority(segment, in: entra.directory)
        let grant = try call.needed("grant_type")
        let credentials = try ClientCredentials(call)
        guard call.field("resource") == nil else { throw Refusal(901_002) }
        let app = try entra.app(credentials.clientID)
        try authority.serve(app, entra.facts)
        let request = try request(call, app, authority, credentials)
        switch grant {
        case "authorization_code": return try code(request)
        case "refresh_token": return try refresh(request)
        case "client_credentials": return try application(request)
        case Self.device, "device_code": return try device(request)
        default: throw Refusal(70003, "The app requested an unsupported grant type '\(grant.prefix(60))'.")
        }
    }

    private func request(
        _ call: Call, _ app: Registration, _ authority: Authority, _ credentials: ClientCredentials
    ) throws(Refusal) -> Request {
        let occasion = Occasion(door: .entra, operation: "token", client: app.clientID, mailbox: mailbox(call))
        var isExpired = false
        if case .secret = credentials.proof {
            isExpired = entra.sandbox.faults.take([.secretExpired], at: occasion) != nil
        }
        let check = ClientCheck(
            entra: entra, call: call, app: app, authority: authority, secretsCountAsExpired: isExpired)
        let isConfidential = try check.verify(credentials.proof)
        let claims = try RequestedClaims(call.field("claims"))
        let skew = entra.sandbox.faults.take([.clockSkew], at: occasion)?.parameters["seconds"]?.integerValue ?? 0
        let mint = TokenMint(
            entra: entra, call: call, skew: Int(max(-4_000_000_000, min(4_000_000_000, skew))),
            forgery: entra.sandbox.faults.take([.idToken], at: occasion).map { Forgery($0) })
        return Request(
            call: call, app: app, authority: authority, check: check, isConfidential: isConfidential, claims: claims,
            mint: mint, occasion: occasion)
    }
}
