internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

extension ControlDoor {
    /// One step of the clock: ten years each way, in seconds.
    private static let step = 315_360_000.0
    /// Where the clock may stand: from 1970 to 2200, in Unix seconds.
    private static let era = 0.0...7_258_118_400.0

    func clock(_ request: WebRequest) throws(ControlError) -> WebResponse {
        if request.method == "POST" {
            var members = try members(request)
            let seconds = try members.required("advanceSeconds", "a number of seconds, at most ten years") { value in
                value.doubleValue.flatMap { abs($0) <= Self.step ? $0 : nil }
            }
            try members.finish()
            guard Self.era.contains(sandbox.clock.seconds + seconds) else {
                throw .invalid("advanceSeconds", "a step that ends between 1970 and 2200")
            }
            sandbox.clock.advance(bySeconds: seconds)
        } else if request.method != "GET" {
            throw .methodNotAllowed("GET, POST")
        }
        return .json(200, ["now": .string(sandbox.clock.now.description)])
    }

    /// `tokens/revoke {person}` ends all that a person was signed in to, `tokens/expire {person?}` lets access tokens
    /// have run out.
    func tokens(_ request: WebRequest, action: String) throws(ControlError) -> WebResponse {
        guard ["revoke", "expire"].contains(action) else { throw .notFound("such path") }
        guard request.method == "POST" else { throw .methodNotAllowed("POST") }
        var members = try members(request)
        let name = action == "revoke" ? try members.requiredText("person") : try members.text("person")
        let app = action == "expire" ? try members.text("client") : nil
        try members.finish()
        var (person, client): (GUID?, GUID?)
        if let name { person = try self.person(name, "person").id }
        if let app { client = try registration(app, "client").clientID }
        if action == "expire" {
            sandbox.tokens.expireAll(of: person, client: client)
        } else if let person {
            sandbox.tokens.revokeAll(of: person)
            signOut(person)
        }
        return .empty(204)
    }
}
