internal import Mail

/// How one command ended, and what the server said meanwhile.
struct CommandOutcome: Sendable {
    var status: StatusResponse
    var untagged: [UntaggedResponse]

    /// This outcome, unless the server refused.
    func accepted() throws(MailError) -> CommandOutcome {
        guard status.isOK else { throw MailError(status) }
        return self
    }

    var fetched: [FetchedMessage] {
        untagged.compactMap { if case .fetch(let message) = $0 { message } else { nil } }
    }

    /// Message numbers or UIDs of a SEARCH, whichever form the answer has, in no order.
    var found: [UInt32] {
        untagged.flatMap { response -> [UInt32] in
            switch response {
            case .search(let numbers): numbers
            case .extendedSearch(let result): result.all?.descending ?? []
            default: []
            }
        }
    }
}
