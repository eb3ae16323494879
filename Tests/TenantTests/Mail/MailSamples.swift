import Domain
import Synchronization
import Tenant

extension Timestamp {
    /// Seconds after some moment.
    static func second(_ second: Int) -> Timestamp { Timestamp(secondsSince1970: 1_790_000_000 + Int64(second)) }
}

extension Letter {
    static func sample(_ subject: String = "Hello", from: String? = nil, arrived: String? = nil) -> Letter {
        var letter = Letter(
            subject: subject, from: from.map { NamedAddress(address: $0) }, sentAt: .second(0),
            messageID: "<\(subject)@contoso.example>", body: LetterBody(.text, "Text"), conversation: subject)
        letter.arrived = arrived.map { Array($0.utf8) }
        return letter
    }
}

extension MailboxState {
    static var english: MailboxState { MailboxState(grower: NoGrower()) }

    /// A default folder, which every sample mailbox has.
    func number(_ role: FolderRole) -> FolderNumber { folder(role: role)?.number ?? FolderNumber(0) }

    func subjects(in role: FolderRole) -> [String] {
        messages(in: number(role)).compactMap { message($0).map { letter(of: $0).subject } }
    }

    @discardableResult
    mutating func appendSample(
        to folder: FolderNumber, second: Int = 0, configure: (inout StoredMessage) -> Void = { _ in }
    ) throws(MailboxError) -> MessageNumber {
        try append(.sample(), to: folder, receivedAt: .second(second), configure: configure).number
    }
}

/// Counts how often a letter is grown.
final class CountingGrower: Grower {
    private let grown = Atomic(0)
    var count: Int { grown.load(ordering: .relaxed) }

    func letter(_ seed: SeedNumber) -> Letter {
        grown.add(1, ordering: .relaxed)
        return .sample("Seeded \(seed.value)")
    }
}
