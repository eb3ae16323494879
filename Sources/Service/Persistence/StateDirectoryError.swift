/// Why a state directory cannot be used. The texts are for the operator.
package enum StateDirectoryError: Error, Hashable, Sendable {
    /// Another daemon works in it.
    case inUse(path: String)
    /// It cannot be made, is not ours, or is open to others.
    case unusable(String)
}

extension StateDirectoryError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inUse(let path): "another daemon uses the state directory \(path)"
        case .unusable(let reason): "the state directory cannot be used: \(reason)"
        }
    }
}
