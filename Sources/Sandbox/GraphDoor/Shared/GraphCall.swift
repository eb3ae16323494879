internal import Doorway
internal import Tenant

/// One request that was let in.
struct GraphCall: Sendable {
    let door: GraphDoor
    let request: WebRequest
    let path: GraphPath
    let route: GraphRoute
    /// Decoded segments by their names in the route's pattern.
    let parameters: [String: String]
    var options: QueryOptions
    let prefer: Preferences
    let requestID: GUID
    /// Nil for open routes alone.
    let grant: AccessGrant?

    var sandbox: Sandbox { door.sandbox }

    /// A segment that the route's pattern names; empty for a name that it does not have.
    subscript(parameter: String) -> String { parameters[parameter] ?? "" }

    /// `https://localhost:8443/v1.0/$metadata#` and what follows it.
    func context(_ fragment: String) -> String { "\(request.origin)/v1.0/$metadata#\(fragment)" }

    /// This request's own address with another query: what links in answers are.
    func link(query: String) -> String { "\(request.origin)\(request.path)?\(query)" }

    /// The token as it came, for `$batch`, whose members carry it too.
    var authorization: String? { request.headers["Authorization"] }
}
