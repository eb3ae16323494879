internal import Tenant

/// The `scope` of a request, taken apart (reference sheet §A3, §A4).
struct ScopeRequest: Sendable, Hashable {
    /// As it was sent.
    var text: String
    var identity: Set<IdentityScope> = []
    /// In the order in which they appear.
    var resources: [ResourceScopes] = []

    /// No request of anybody has as many scopes.
    private static let limit = 200

    /// - Parameter root: the address at which the client found Entra.
    init(parsing text: String, _ facts: FactSheet, root: String) throws(Refusal) {
        self.text = text
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count <= Self.limit else { throw Refusal(70011, error: facts[Facts.unknownScopeError]) }
        for word in words { try add(word, facts, root) }
        if resources.contains(where: { $0.isDefault }) {
            let named = resources.contains { !$0.permissions.isEmpty }
            if named || resources.count > 1 {
                throw Self.unknown(text, facts, " .default scope can't be combined with resource-specific scopes.")
            }
        }
    }

    /// The one resource of a token request; nil when it names none. More are AADSTS28000, or cut to the first.
    func resource(_ facts: FactSheet) throws(Refusal) -> ResourceScopes? {
        if resources.count > 1, facts[Facts.twoResources] == .refuse {
            throw Refusal(
                facts[Facts.twoResourcesCode],
                "Provided value for the input parameter scope is not valid because it contains more than one resource. "
                    + "Scope \(text) is not valid.", error: facts[Facts.twoResourcesError])
        }
        return resources.first
    }

    /// Less some permissions, by their short names, parted by spaces.
    func without(_ names: String) -> ScopeRequest {
        let withheld = Set(names.split(separator: " ").map { $0.lowercased() })
        var rest = self
        for index in rest.resources.indices {
            rest.resources[index].permissions.removeAll { withheld.contains($0.lowercased()) }
        }
        return rest
    }

    static func unknown(_ scope: some StringProtocol, _ facts: FactSheet, _ more: String = "") -> Refusal {
        Refusal(
            70011,
            "The provided value for the input parameter 'scope' is not valid. The scope \(scope) is not valid."
                + more,
            error: facts[Facts.unknownScopeError])
    }

    private mutating func add(_ word: Substring, _ facts: FactSheet, _ root: String) throws(Refusal) {
        if let scope = IdentityScope(rawValue: word.lowercased()) {
            identity.insert(scope)
            return
        }
        let (prefix, name) = Self.parts(of: word)
        guard let audience = prefix.isEmpty ? .graph : Audience(resource: Self.trimmed(prefix), root: root) else {
            throw Refusal(
                500_011, "The resource principal named \(Self.trimmed(prefix)) was not found in the tenant.")
        }
        let place = resources.firstIndex { $0.audience == audience }
        var resource = place.map { resources[$0] } ?? ResourceScopes(audience: audience, prefix: prefix)
        if name == ".default", !prefix.isEmpty {
            resource.isDefault = true
        } else {
            guard let permission = Permission.delegated(name, at: audience) else { throw Self.unknown(word, facts) }
            if !resource.permissions.contains(permission.name) { resource.permissions.append(permission.name) }
        }
        if let place { resources[place] = resource } else { resources.append(resource) }
    }

    /// Up to the last slash, and what follows it.
    private static func parts(of word: Substring) -> (prefix: String, name: Substring) {
        guard let slash = word.lastIndex(of: "/") else { return ("", word) }
        return (String(word[...slash]), word[word.index(after: slash)...])
    }

    private static func trimmed(_ prefix: String) -> Substring {
        var prefix = prefix[...]
        while prefix.last == "/" { prefix.removeLast() }
        return prefix
    }
}
