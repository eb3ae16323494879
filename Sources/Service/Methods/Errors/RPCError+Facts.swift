internal import API
internal import Broker
internal import Domain
internal import JSON
internal import JSONRPC

extension RPCError {
    /// An error that names an account, or repeats what a provider said.
    init(
        _ kind: ErrorKind, _ message: String, retryAfterMs: Int? = nil, hint: String? = nil, account: AccountID? = nil,
        provider: ProviderFault?, details: [String: JSONValue] = [:]
    ) {
        var details = details
        details["account"] = account.map { .string($0.rawValue) }
        details["provider"] = provider?.detail(kind.responsible)
        self.init(kind, message, retryAfterMs: retryAfterMs, hint: hint, details: details)
    }
}

/// The next step where the network is in the way, wherever that was noticed.
extension RPCError {
    static let laterHint = "try again, with a longer timeoutMs if it happens often"
    static let addressHint = "check host and port, the network, and egress.allow for addresses that are not public"
    static let certificateHint =
        "check the server's certificate and its name, and tls.caFile for an authority of your own"
}

extension RPCError {
    /// A parameter whose value cannot be right: people read its name, programs find it in `data.field`.
    static func invalid(_ field: String, _ reason: String, hint: String? = nil) -> RPCError {
        .invalidParams("\(field): \(reason)", field: field, hint: hint)
    }
}

extension ErrorKind {
    /// Who has to act where the provider's code says nothing about it.
    var responsible: ResponsibleParty? {
        switch self {
        case .providerUnavailable, .rateLimited: .nobody
        case .signInRequired, .consentRequired, .signInDenied: .user
        case .appMisconfigured: .operator
        default: nil
        }
    }
}

extension ProviderFault {
    /// The form of `data.provider` (`proto-docs/errors.md`).
    fileprivate func detail(_ usual: ResponsibleParty?) -> JSONValue {
        var members: [String: JSONValue] = ["name": .string(name)]
        members["status"] = status.map { .integer(Int64($0)) }
        members["code"] = code.map { .string($0) }
        members["requestId"] = requestId.map { .string($0) }
        members["responsible"] = (responsible ?? usual).map { .string($0.rawValue) }
        return .object(members)
    }
}
