internal import Mail
internal import Transport

extension MailError {
    /// A broken connection, told as Mail's error. Only before the message was handed over.
    init(_ error: TransportError) {
        switch error {
        case .connectFailed(let reason), .forbiddenAddress(let reason): self = .connectFailed(reason)
        case .tlsFailed(let reason): self = .tlsFailed(reason)
        case .timedOut: self = .timedOut
        case .closed(let reason): self = .unavailable("the SMTP connection broke: \(reason)")
        case .tooLarge(let limit): self = .protocolViolation("more than \(limit) bytes")
        case .malformed(let reason): self = .protocolViolation(reason)
        case .cancelled: self = .cancelled
        }
    }
}
