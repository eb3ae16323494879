internal import Cryptography
internal import Domain
internal import Tenant

/// Where a delta goes on, as its links carry it: opaque to clients, with the options of the first request in it.
struct DeltaToken: Sendable, Hashable {
    enum Place: Sendable, Hashable {
        /// Everything is being shown for the first time, newest first; so far down to a message.
        case enumerating(receivedAt: Int64, message: UInt64)
        /// What happened after a change.
        case following(ChangeNumber)
    }

    /// The folder whose messages they are; nil: the folders themselves.
    var folder: FolderNumber?
    /// What the mailbox was at when the round began.
    var began: ChangeNumber
    var place: Place
    /// Messages shown so far in the first round.
    var shown = 0
    /// The first request's query.
    var options: String

    /// With a seal, so that nobody makes tokens by hand or takes them to another mailbox or another sandbox.
    func text(for mailbox: GUID, seed: UInt64) -> String {
        let (kind, first, second) =
            switch place {
            case .enumerating(let receivedAt, let message): ("e", receivedAt, message)
            case .following(let change): ("f", Int64(0), change.value)
            }
        let words = [
            folder.map { String($0.value) } ?? "", String(began.value), kind, String(first), String(second),
            String(shown), options,
        ]
        let content = Array(words.joined(separator: " ").utf8)
        return Base64(Self.seal(content, mailbox, seed) + content).urlText
    }

    /// Nil when it is no token of this mailbox.
    init?(_ text: String, for mailbox: GUID, seed: UInt64) {
        guard text.utf8.count <= 16_384, let bytes = Base64(text)?.bytes, bytes.count > 12 else { return nil }
        // One spelling each: what was not written so is not ours.
        guard Base64(bytes).urlText == text else { return nil }
        let content = Array(bytes.dropFirst(12))
        guard Self.seal(content, mailbox, seed) == Array(bytes.prefix(12)) else { return nil }
        let words = String(decoding: content, as: UTF8.self)
            .split(separator: " ", maxSplits: 6, omittingEmptySubsequences: false)
        guard words.count == 7, let began = UInt64(words[1]), let first = Int64(words[3]),
            let second = UInt64(words[4]),
            let shown = Int(words[5])
        else { return nil }
        folder = UInt32(words[0]).map { FolderNumber($0) }
        self.began = ChangeNumber(began)
        switch words[2] {
        case "e": place = .enumerating(receivedAt: first, message: second)
        case "f": place = .following(ChangeNumber(second))
        default: return nil
        }
        self.shown = shown
        options = String(words[6])
    }

    init(folder: FolderNumber?, began: ChangeNumber, place: Place, shown: Int = 0, options: String) {
        self.folder = folder
        self.began = began
        self.place = place
        self.shown = shown
        self.options = options
    }

    /// Whether a mailbox that is at this change now can have issued it: not so after the sandbox was started anew.
    func isPast(of now: ChangeNumber) -> Bool {
        if case .following(let change) = place, change > now { return false }
        return began <= now
    }

    private static func seal(_ content: [UInt8], _ mailbox: GUID, _ seed: UInt64) -> [UInt8] {
        Array(SHA256Digest.hash(Array("\(mailbox) \(seed) ".utf8) + content).prefix(12))
    }
}
