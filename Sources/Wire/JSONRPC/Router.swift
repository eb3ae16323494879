package import JSON

/// Which handler answers which method, and who may call it.
package struct Router: Sendable {
    /// Runs before parameters are decoded, for each request and notification to a method that exists. Sees them as they
    /// came; whatever it throws is the answer.
    package typealias Authorization =
        @Sendable (_ call: RPCCall, _ params: JSONValue) throws(RPCError) -> Void

    let authorize: Authorization
    private var routes: [String: Route] = [:]

    package init(authorize: @escaping Authorization) { self.authorize = authorize }

    package mutating func add<Handler: RPCHandler>(_ handler: Handler) {
        add(Route(handler), named: Handler.Method.name)
    }

    package mutating func add<Handler: RPCImmediateHandler>(_ handler: Handler) {
        add(Route(handler), named: Handler.Method.name)
    }

    package var methods: [String] { routes.keys.sorted() }

    func route(_ method: String) -> Route? { routes[method] }

    private mutating func add(_ route: Route, named name: String) {
        precondition(routes.updateValue(route, forKey: name) == nil, "two handlers for \(name)")
    }
}
