internal import Synchronization
internal import Tenant

/// Which message each unsent answer answers, so that the original can be marked once the answer is sent.
final class ReplyLinks: Sendable {
    struct Draft: Hashable, Sendable {
        var mailbox: GUID
        var message: MessageNumber
    }
    struct Original: Hashable, Sendable {
        var message: MessageNumber
        var verb: Int
    }
    /// More open answers than anybody has; beyond, all are forgotten and only marks are missing.
    private static let most = 20_000

    private let links = Mutex<[Draft: Original]>([:])

    func keep(_ draft: Draft, answers original: Original) {
        links.withLock { links in
            if links.count >= Self.most { links = [:] }
            links[draft] = original
        }
    }

    /// What a draft that is being sent answers; it is asked once.
    func take(_ draft: Draft) -> Original? { links.withLock { $0.removeValue(forKey: draft) } }
}
