internal import Mail
internal import Transport

extension MailError {
    /// No answer from Graph, told as Mail's error. Not after a message was handed over.
    init(_ error: TransportError) {
        switch error {
        case .connectFailed(let reason), .forbiddenAddress(let reason): self = .connectFailed(reason)
        case .tlsFailed(let reason): self = .tlsFailed(reason)
        case .timedOut: self = .timedOut
        case .closed(let reason): self = .unavailable("the connection to Graph broke: \(reason)")
        case .tooLarge(let limit): self = .protocolViolation("an answer of more than \(limit) bytes")
        case .malformed(let reason): self = .protocolViolation(reason)
        case .cancelled: self = .cancelled
        }
    }
}
