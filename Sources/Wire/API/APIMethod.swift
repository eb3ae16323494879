package import JSONRPC

/// A method with everything that its page says: the daemon, the clients' documents and the tests read it from here.
package protocol APIMethod: RPCMethod, Sendable where Params: Encodable {
    /// One sentence.
    static var summary: String { get }
    static var role: Role { get }
    /// What each parameter means.
    static var fields: [String: String] { get }
    /// What each member of the result means.
    static var resultFields: [String: String] { get }
    /// Sets of parameters of which exactly one has to be given whole. Empty for most methods.
    static var alternatives: [[String]] { get }
    /// Which errors beside those of every method.
    static var errors: [ErrorKind] { get }
    static var examples: [Example] { get }
}

extension APIMethod {
    package static var fields: [String: String] { describedFields(of: Params.self) }
    package static var resultFields: [String: String] { describedFields(of: Result.self) }
    package static var alternatives: [[String]] { [] }

    private static func describedFields(of type: Any.Type) -> [String: String] {
        (type as? any Described.Type)?.fields ?? [:]
    }
}
