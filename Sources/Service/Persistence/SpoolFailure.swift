internal import Mail

/// Why the spool could not do it.
enum SpoolFailure: Error {
    case disk(String)
    /// A chunk is not what was written.
    case damaged
}

extension MailError {
    init(_ failure: SpoolFailure) {
        switch failure {
        case .disk(let reason): self = .storage(reason)
        case .damaged: self = .storage("spooled content was changed on the disk")
        }
    }
}
