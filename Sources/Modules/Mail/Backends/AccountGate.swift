package import Domain

/// Lets a bounded number of operations of one account run, and a bounded number wait, in order: a dead server holds up
/// its own account and nothing else.
package final class AccountGate: Sendable {
    private let gate: WeightedGate

    package init(running: Int, waiting: Int = 64) {
        gate = WeightedGate(
            capacity: running, waiting: waiting, crowded: "too many operations wait for this account")
    }

    /// Runs `body` when it is its turn. `unavailable` when too many wait already, `timedOut` at the deadline.
    package func run<Result: Sendable>(
        until deadline: Deadline, _ body: @Sendable () async throws(MailError) -> Result
    ) async throws(MailError) -> Result {
        try await gate.run(weight: 1, until: deadline, body)
    }
}
