internal import Cryptography
internal import Domain
internal import Synchronization
internal import Tenant

/// All uploads under way. What they hold together is bounded; those that expired are forgotten.
final class UploadSessions: Sendable {
    /// Bytes that all sessions together may come to hold: a few of the largest.
    static let capacity = 600 << 20
    /// More sessions than any client opens at a time.
    static let most = 256

    private let sessions = Mutex<[String: UploadSession]>([:])

    /// What a slice made of a session.
    enum Progress: Sendable {
        case more(UploadSession)
        /// The last one: the session is over.
        case complete(UploadSession)
    }

    /// Keeps a new one. Its whole size counts from now on, so that no session starves halfway.
    func open(_ session: UploadSession, at now: Timestamp) throws(GraphError) {
        try sessions.withLock { (sessions) throws(GraphError) in
            Self.forgetExpired(&sessions, at: now)
            let promised = sessions.values.reduce(session.size) { $0 + $1.size }
            guard sessions.count < Self.most, promised <= Self.capacity else { throw GraphError.serverBusy }
            sessions[session.id] = session
        }
    }

    /// The session of an address, if its token is right.
    func session(_ id: String, token: String, at now: Timestamp) throws(GraphError) -> UploadSession {
        try sessions.withLock { (sessions) throws(GraphError) in
            Self.forgetExpired(&sessions, at: now)
            return try Self.known(id, token, in: sessions)
        }
    }

    /// The lane in which a session's bytes count, without a second owner of what it holds.
    func owner(_ id: String, token: String, at now: Timestamp) throws(GraphError) -> (client: GUID, mailbox: GUID) {
        let session = try session(id, token: token, at: now)
        return (session.client, session.mailbox)
    }

    func take(
        _ slice: [UInt8], _ range: ContentRange, id: String, token: String, facts: FactSheet, at now: Timestamp
    ) throws(GraphError) -> Progress {
        try sessions.withLock { (sessions) throws(GraphError) in
            Self.forgetExpired(&sessions, at: now)
            // Taken out while it grows: a second owner would make the array be copied.
            _ = try Self.known(id, token, in: sessions)
            guard var session = sessions.removeValue(forKey: id) else { throw GraphError.uploadGone }
            do throws(GraphError) {
                try session.take(slice, range, facts: facts)
            } catch {
                sessions[id] = session
                throw error
            }
            if session.isComplete { return .complete(session) }
            sessions[id] = session
            return .more(session)
        }
    }

    func close(_ id: String, token: String, at now: Timestamp) throws(GraphError) {
        try sessions.withLock { (sessions) throws(GraphError) in
            Self.forgetExpired(&sessions, at: now)
            _ = try Self.known(id, token, in: sessions)
            sessions[id] = nil
        }
    }

    private static func known(
        _ id: String, _ token: String, in sessions: [String: UploadSession]
    ) throws(GraphError) -> UploadSession {
        guard let session = sessions[id] else { throw .uploadGone }
        guard constantTimeEqual(Array(session.tokenHash.utf8), Array(Redaction.hash(token).utf8)) else {
            throw .uploadToken
        }
        return session
    }

    private static func forgetExpired(_ sessions: inout [String: UploadSession], at now: Timestamp) {
        let expired = sessions.filter { $0.value.expiresAt <= now }.map(\.key)
        for id in expired { sessions[id] = nil }
    }
}
