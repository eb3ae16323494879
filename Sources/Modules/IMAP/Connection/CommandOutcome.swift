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
    ///
    /// A range is short on the wire and long here: all answers together are counted before any is written out.
    var found: [UInt32] {
        get throws(MailError) {
            let ranges = untagged.lazy.flatMap { response -> [ClosedRange<UInt32>] in
                switch response {
                case .search(let numbers): numbers.map { $0...$0 }
                case .extendedSearch(let result): result.all?.ranges ?? []
                default: []
                }
            }
            guard ranges.reduce(0, { $0 + $1.count }) <= IMAPLimits.searchResults else {
                throw .protocolViolation("too many search results")
            }
            return Array(ranges.joined())
        }
    }
}
