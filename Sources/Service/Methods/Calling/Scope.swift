/// Everything, or what is named.
package enum Scope: Hashable, Sendable {
    case all
    case only(Set<String>)

    package func contains(_ name: String) -> Bool {
        switch self {
        case .all: true
        case .only(let names): names.contains(name)
        }
    }
}
