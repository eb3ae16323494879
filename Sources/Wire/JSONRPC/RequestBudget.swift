internal import Synchronization

/// Counts the bytes of all requests in flight, whoever sent them.
package final class RequestBudget: Sendable {
    /// A part of the budget, given back when the last request that holds it has been answered.
    final class Lease: Sendable {
        private let budget: RequestBudget
        private let bytes: Int

        fileprivate init(_ budget: RequestBudget, _ bytes: Int) {
            self.budget = budget
            self.bytes = bytes
        }

        deinit { budget.used.withLock { $0 -= bytes } }
    }

    private let limit: Int
    private let used = Mutex(0)

    package init(limit: Int) { self.limit = limit }

    /// How many bytes are in flight now.
    package var usedBytes: Int { used.withLock { $0 } }

    /// Nil when so many bytes do not fit beside the others.
    func lease(_ bytes: Int) -> Lease? {
        let fits = used.withLock { used in
            guard bytes <= limit - used else { return false }
            used += bytes
            return true
        }
        return fits ? Lease(self, bytes) : nil
    }
}
