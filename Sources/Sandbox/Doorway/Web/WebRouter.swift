/// Gives each request to the door whose prefix its path has: the longest one, whole segments only.
package struct WebRouter: WebHandler {
    private let routes: [(prefix: String, handler: any WebHandler)]
    private let otherwise: any WebHandler

    /// - Parameter routes: prefixes without a slash at their end, such as `/v1.0`.
    package init(_ routes: [(prefix: String, handler: any WebHandler)], otherwise: any WebHandler) {
        self.routes = routes.sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }
        self.otherwise = otherwise
    }

    package func answer(_ request: WebRequest) async -> WebResponse {
        let route = routes.first { Self.path(request.path, isUnder: $0.prefix) }
        return await (route?.handler ?? otherwise).answer(request)
    }

    static func path(_ path: String, isUnder prefix: String) -> Bool {
        guard path.hasPrefix(prefix) else { return false }
        let rest = path.dropFirst(prefix.count)
        return rest.isEmpty || rest.hasPrefix("/")
    }
}
