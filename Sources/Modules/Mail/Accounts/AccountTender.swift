internal import Domain
internal import Logging

/// Tries accounts without being asked: each one once when it comes to be known, and again as long as it fails for a
/// reason that passes. So an account that could not be reached recovers by itself, and `getAccount` says when.
///
/// Callers do not wait for it: what they ask for is tried at once, and its success ends the waiting.
package actor AccountTender {
    private let directory: AccountDirectory
    private let activities: ActivityLog
    private var underWay: Set<AccountID> = []

    /// How many accounts are tried at the same time: one that does not answer should not hold up the others.
    private static let atOnce = 16
    /// How long an attempt may take.
    private static let patience: Duration = .seconds(60)
    /// How long to sleep at the most: the clock may be set meanwhile.
    private static let longestSleep: Duration = .seconds(60)

    package init(directory: AccountDirectory, activities: ActivityLog) {
        self.directory = directory
        self.activities = activities
    }

    /// Goes on until its task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                // Before looking, so that nothing planned since is missed.
                let news = activities.nextNews()
                for account in take() { group.addTask { await self.attempt(account) } }
                _ = await news.wait(until: .after(pause))
            }
        }
    }

    /// Tries what is due, as many as may be tried at once, and returns when all have ended.
    package func attend() async {
        await withDiscardingTaskGroup { group in
            for account in take() { group.addTask { await self.attempt(account) } }
        }
    }

    private func take() -> [AccountID] {
        let free = activities.due().filter { !underWay.contains($0) }
        let taken = free.prefix(Self.atOnce - underWay.count)
        underWay.formUnion(taken)
        return Array(taken)
    }

    private func attempt(_ account: AccountID) async {
        await OwnAttempt.$isUnderWay.withValue(true) {
            await directory.attempt(account, until: .after(Self.patience))
        }
        underWay.remove(account)
        activities.ring()
    }

    /// While all places are taken, the end of an attempt is what is waited for.
    private var pause: Duration {
        guard underWay.count < Self.atOnce, let next = activities.untilNextAttempt(beside: underWay) else {
            return Self.longestSleep
        }
        return min(Self.longestSleep, max(.seconds(1), next))
    }
}
