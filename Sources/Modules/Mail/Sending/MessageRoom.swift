internal import Domain

/// Room in memory for messages made of uploaded files: a few words of a request can name hundreds of megabytes. What came
/// with a request is bounded already, where requests are read.
///
/// It is taken before a file is read, and given back when nobody holds the message any more. One account has half of it at
/// most, so that one which cannot get rid of its mail does not keep the others from theirs; what is heavier than that
/// counts as much.
struct MessageRoom: Sendable {
    private let everybody: WeightedGate

    init(bytes: Int) { everybody = Self.gate(bytes) }

    /// One account's part of it.
    static func part(bytes: Int) -> WeightedGate { gate(bytes / 2) }

    /// Runs `body` when there is room for so many bytes, at once where there are none. Errors as of `WeightedGate.enter`.
    func run<Result: Sendable>(
        _ bytes: Int, within part: WeightedGate, until deadline: Deadline,
        _ body: @Sendable () async throws(MailError) -> Result
    ) async throws(MailError) -> Result {
        guard bytes > 0 else { return try await body() }
        let weight = min(bytes, part.capacity, everybody.capacity)
        return try await part.run(weight: weight, until: deadline) { () throws(MailError) in
            try await everybody.run(weight: weight, until: deadline, body)
        }
    }

    private static func gate(_ bytes: Int) -> WeightedGate {
        WeightedGate(capacity: bytes, waiting: 64, crowded: "too many messages with large files are being sent")
    }
}
