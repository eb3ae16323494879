/// Why the configuration cannot be obeyed. Texts name the key and what is allowed there, and never a value.
package enum ConfigurationError: Error, Hashable, Sendable {
    /// A flag that is not known, or lacks its value.
    case usage(String)
    case unreadable(file: String, reason: String)
    /// Not JSON as we take it.
    case malformed(source: String, reason: String)
    case unknownKey(source: String, key: String, allowed: [String])
    case badValue(source: String, key: String, expected: String)
    /// Nothing says what the key has to be, and there is no default here.
    case missing(key: String, reason: String)

    /// As in sysexits.h: 64 wrong call, 78 wrong configuration.
    package var exitCode: Int32 {
        if case .usage = self { 64 } else { 78 }
    }
}

extension ConfigurationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .usage(let reason): reason
        case .unreadable(let file, let reason): "cannot read \(file): \(reason)"
        case .malformed(let source, let reason): "\(source): \(reason)"
        case .unknownKey(let source, let key, let allowed):
            "\(source): unknown key \(key); allowed there: \(allowed.joined(separator: ", "))"
        case .badValue(let source, "", let expected): "\(source): must be \(expected)"
        case .badValue(let source, let key, let expected): "\(source): \(key) must be \(expected)"
        case .missing(let key, let reason): "\(key) has to be given: \(reason)"
        }
    }
}
