package import Domain
internal import Synchronization

/// Remembers in memory how each account's servers last answered.
package final class ActivityLog: Sendable {
    private let entries = Mutex<[AccountID: AccountActivity]>([:])
    private let clock: any WallClock

    package init(clock: any WallClock) { self.clock = clock }

    package func activity(of account: AccountID) -> AccountActivity {
        entries.withLock { $0[account] ?? AccountActivity() }
    }

    /// Runs `body` and notes how it ended.
    func noting<Result: Sendable>(
        _ account: AccountID, _ body: () async throws(MailError) -> Result
    ) async throws(MailError) -> Result {
        do throws(MailError) {
            let result = try await body()
            succeeded(account)
            return result
        } catch {
            failed(account, error)
            throw error
        }
    }

    func succeeded(_ account: AccountID) {
        let now = clock.now()
        entries.withLock { $0[account] = AccountActivity(lastSuccessAt: now) }
    }

    /// Only what says something about the account is kept: a bad parameter or a missing message does not.
    func failed(_ account: AccountID, _ error: MailError) {
        guard error.concernsAccount else { return }
        let now = clock.now()
        entries.withLock { $0[account, default: AccountActivity()].failure = .init(at: now, error: error) }
    }

    func lacksCredential(_ account: AccountID) {
        entries.withLock { $0[account, default: AccountActivity()].lacksCredential = true }
    }

    func forget(_ account: AccountID) {
        entries.withLock { _ = $0.removeValue(forKey: account) }
    }
}

extension MailError {
    /// Whether the failure says something about the account and its servers, rather than about one request.
    var concernsAccount: Bool {
        switch self {
        case .credential, .authenticationFailed, .unavailable, .rateLimited, .protocolViolation, .timedOut,
            .connectFailed, .tlsFailed:
            true
        case .refused(let refusal): refusal.meaning == .accessDenied || refusal.meaning == .mailboxUnavailable
        case .notFound, .alreadyExists, .conflict, .invalid, .unsupported, .tooLarge, .cursorInvalid, .cursorExpired,
            .rejected, .cancelled, .recipientsRejected, .messageRejected, .sendOutcomeUnknown, .storage:
            false
        }
    }
}
