import Cryptography
import Synchronization

/// All access tokens that Entra issued, by their hashes: doors ask it what a token allows.
package final class TokenLedger: Sendable {
    private struct Entry {
        var grant: AccessGrant
        var isRevoked = false
        var isExpired = false
    }
    /// When there are so many, those that expired by themselves are forgotten.
    private static let capacity = 100_000
    private let clock: SandboxClock
    private let entries = Mutex<[[UInt8]: Entry]>([:])

    package init(clock: SandboxClock) { self.clock = clock }

    package func keep(_ token: String, _ grant: AccessGrant) {
        let key = Self.key(token)
        let now = clock.now
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries = entries.filter { $0.value.grant.expiresAt > now } }
            entries[key] = Entry(grant: grant)
        }
    }

    /// What a token allows at a door. Expiry and revocation are judged before the audience.
    package func grant(for token: String, at audience: Audience) throws(TokenProblem) -> AccessGrant {
        let key = Self.key(token)
        guard let entry = entries.withLock({ $0[key] }) else { throw .malformed }
        if entry.isRevoked { throw .revoked }
        if entry.isExpired || entry.grant.expiresAt <= clock.now { throw .expired }
        guard entry.grant.audience == audience else { throw .wrongAudience }
        return entry.grant
    }

    /// Revokes every token with which a person acts.
    package func revokeAll(of person: GUID) {
        amend({ $0.principal == .person(person) }, { $0.isRevoked = true })
    }

    /// Lets the tokens of a person, or, with nil, all tokens, be expired from now on.
    package func expireAll(of person: GUID?) {
        amend({ grant in person.map { grant.principal == .person($0) } ?? true }, { $0.isExpired = true })
    }

    private func amend(_ matches: (AccessGrant) -> Bool, _ change: (inout Entry) -> Void) {
        entries.withLock { entries in
            for key in entries.keys {
                guard var entry = entries[key], matches(entry.grant) else { continue }
                change(&entry)
                entries[key] = entry
            }
        }
    }

    private static func key(_ token: String) -> [UInt8] { SHA256Digest.hash(Array(token.utf8)) }
}
