/// Why a fact could not be set.
package enum FactError: Error, Hashable, Sendable {
    case unknown(String)
    case notAllowed(String, allowed: String)
}

extension FactError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let name): "there is no fact named \(name); --list-facts names them all"
        case .notAllowed(let name, let allowed): "the fact \(name) must be \(allowed)"
        }
    }
}
