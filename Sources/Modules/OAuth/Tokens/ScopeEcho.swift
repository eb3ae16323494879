/// Compares the scopes of an answer with those of the request.
enum ScopeEcho {
    /// The last path segment, in lower case.
    static func name(_ scope: String) -> String {
        (scope.split(separator: "/").last.map(String.init) ?? scope).lowercased()
    }

    static func names(_ scopes: [String]) -> Set<String> { Set(scopes.map(name)) }

    /// What was asked for and is not in the answer. OpenID's own scopes are echoed as the provider likes.
    static func missing(of requested: [String], in granted: [String]) -> [String] {
        let names = Set(granted.map(name))
        return requested.filter { !names.contains(name($0)) && !ScopeNames.common.contains($0) }
    }
}
