internal import Mail

/// The commands of one call that the server is answering, and its answers so far.
struct Exchange {
    private var tags: [String] = []
    private(set) var outcomes: [CommandOutcome] = []
    private var isFinished: [Bool] = []
    private var unfinished = 0
    private var current = 0
    let sink: (any ContentSink)?
    /// What the answers take of the memory, roughly: bytes that were read, and what each answer costs besides.
    var heldBytes = 0
    /// Whether the server has said anything to these commands.
    var hasAnswer = false

    init(sink: (any ContentSink)? = nil) { self.sink = sink }

    var isComplete: Bool { unfinished == 0 }

    mutating func expect(_ tag: String) {
        tags.append(tag)
        outcomes.append(CommandOutcome(status: StatusResponse(condition: .no, text: ""), untagged: []))
        isFinished.append(false)
        unfinished += 1
    }

    func isWaiting(for tag: String) -> Bool {
        tags.firstIndex(of: tag).map { !isFinished[$0] } ?? false
    }

    /// False when no such command is under way.
    mutating func finish(_ tag: String, with status: StatusResponse) -> Bool {
        guard let index = tags.firstIndex(of: tag), !isFinished[index] else { return false }
        hasAnswer = true
        outcomes[index].status = status
        isFinished[index] = true
        unfinished -= 1
        while current < tags.count, isFinished[current] { current += 1 }
        return true
    }

    /// What an answer costs whatever its length: five bytes on the wire are an `UntaggedResponse` of some 270 here.
    private static let answerCost = 512

    /// Something untagged belongs to the first command that has not ended. What nobody reads is not kept.
    mutating func add(_ response: UntaggedResponse) {
        guard current < outcomes.count else { return }
        if case .status(let status) = response, status.condition == .bye { return }
        hasAnswer = true
        if case .other = response { return }
        heldBytes += Self.answerCost
        outcomes[current].untagged.append(response)
    }
}
