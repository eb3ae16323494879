internal import Broker
internal import Domain

/// A failure that is told again for a while instead of asking the provider again.
struct Hold: Sendable {
    let error: BrokerError
    /// How many failures in a row there were.
    let failures: Int
    private let since: Timestamp
    private let seconds: Int64

    /// How long a refusal is remembered that only a person can change, in seconds (reference sheet §A15).
    static let fatal: Int64 = 60
    /// The longest that passing faults are waited for without a `Retry-After`, in seconds.
    static let longestBackOff: Int64 = 60

    init(_ error: BrokerError, after previous: Hold?, at now: Timestamp) {
        self.error = error
        failures = (previous?.failures ?? 0) + 1
        since = now
        // 1, 2, 4 … seconds, unless the provider names a time.
        let backOff = min(Self.longestBackOff, 1 << Int64(min(failures - 1, 6)))
        seconds = error.wantedSeconds ?? (error.endsSignIn ? Self.fatal : backOff)
    }

    /// Until when it is told again.
    var end: Timestamp { since.advanced(by: .seconds(seconds)) }
    /// Whether the provider itself asked to be left alone.
    var isWanted: Bool { error.wantedSeconds != nil }

    func applies(at now: Timestamp) -> Bool {
        let age = since.duration(to: now).components.seconds
        return age >= 0 && age < seconds
    }

    /// The error as it is now: what is left to wait, rather than what it was at first.
    func error(at now: Timestamp) -> BrokerError {
        let left = Int(seconds - since.duration(to: now).components.seconds) * 1_000
        switch error {
        case .rateLimited(let fault, _): return .rateLimited(fault, retryAfterMs: left)
        case .providerUnavailable(let fault, _): return .providerUnavailable(fault, retryAfterMs: left)
        default: return error
        }
    }
}

extension BrokerError {
    /// A provider that names no time at all would be asked again at every call.
    fileprivate var wantedSeconds: Int64? { retryAfterSeconds.flatMap { $0 > 0 ? $0 : nil } }

    /// What the provider named, in seconds, rounded up.
    var retryAfterSeconds: Int64? {
        switch self {
        case .rateLimited(_, let delay?), .providerUnavailable(_, let delay?): Int64((delay + 999) / 1_000)
        default: nil
        }
    }
}
