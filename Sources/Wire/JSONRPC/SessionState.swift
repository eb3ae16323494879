/// What one connection has in flight, as a value: an event goes in, the next outputs come out in `outbox`.
struct SessionState {
    enum Output {
        case send([UInt8])
        case pauseReading
        case resumeReading
        case finish
        /// Everything about one request is done, its answer included.
        case requestEnded
    }
    /// Where an answer belongs.
    enum Destination {
        case line
        case batch(UInt64, place: Int)
    }
    struct Running {
        let task: Task<Void, Never>
        let key: RequestID?
        /// Held, not used: gives its bytes back when the last holder is gone.
        let lease: RequestBudget.Lease?
    }
    private struct Batch {
        var answers: [[UInt8]?]
        var pending: Int
    }

    private let limit: Int
    private(set) var outbox: [Output] = []
    private var backlog: [[UInt8]] = []
    private var running: [UInt64: Running] = [:]
    private var tokens: [RequestID: UInt64] = [:]
    private var batches: [UInt64: Batch] = [:]
    private var lastToken: UInt64 = 0
    private var isPaused = false
    /// A large line is being parsed aside. Lines behind it wait, so that requests begin in the order in which they came
    /// and a cancellation finds what it means.
    private var isParsingAside = false
    private var inputHasEnded = false
    private(set) var hasFinished = false

    init(limit: Int) { self.limit = limit }

    mutating func takeOutputs() -> [Output] {
        defer { outbox = [] }
        return outbox
    }

    // MARK: Lines

    mutating func received(_ line: [UInt8]) {
        guard !hasFinished, !inputHasEnded else { return }
        backlog.append(line)
    }

    /// The next line to be looked at, unless too much is in flight.
    mutating func nextLine() -> [UInt8]? {
        guard running.count < limit, !isParsingAside, !backlog.isEmpty else { return nil }
        return backlog.removeFirst()
    }

    mutating func startedParsing(_ token: UInt64, _ line: Running) {
        isParsingAside = true
        started(token, line)
    }

    mutating func endedParsing(_ token: UInt64) {
        isParsingAside = false
        ended(token, nil, to: .line)
    }

    mutating func inputEnded() { inputHasEnded = true }

    /// Ends everything without another answer. Returns what has to be cancelled.
    mutating func disconnected() -> [Task<Void, Never>] {
        hasFinished = true
        backlog = []
        batches = [:]
        outbox.removeAll { if case .requestEnded = $0 { false } else { true } }
        return running.values.map(\.task)
    }

    // MARK: Requests

    func isInFlight(_ key: RequestID) -> Bool { tokens[key] != nil }

    func task(of key: RequestID) -> Task<Void, Never>? { tokens[key].flatMap { running[$0]?.task } }

    mutating func newToken() -> UInt64 {
        lastToken += 1
        return lastToken
    }

    mutating func started(_ token: UInt64, _ request: Running) {
        running[token] = request
        if let key = request.key { tokens[key] = token }
    }

    /// Takes a request out, with its answer: nothing may come between, or the connection could close without it.
    mutating func ended(_ token: UInt64, _ answer: [UInt8]?, to destination: Destination) {
        if let key = running.removeValue(forKey: token)?.key { tokens[key] = nil }
        deliver(answer, to: destination)
        outbox.append(.requestEnded)
    }

    // MARK: Answers

    mutating func openBatch(of count: Int) -> UInt64 {
        let token = newToken()
        batches[token] = Batch(answers: Array(repeating: nil, count: count), pending: count)
        return token
    }

    /// Puts an answer where it belongs; nil for a notification, which only a batch has to know about.
    mutating func deliver(_ answer: [UInt8]?, to destination: Destination) {
        switch destination {
        case .line:
            if let answer { send(answer) }
        case .batch(let token, let place):
            guard var batch = batches[token] else { return }
            batch.answers[place] = answer
            batch.pending -= 1
            batches[token] = batch.pending > 0 ? batch : nil
            let answers = batch.answers.compactMap(\.self)
            if batch.pending == 0, !answers.isEmpty { send(AnswerWriter.batch(answers)) }
        }
    }

    /// One last answer, and the end of the connection.
    mutating func refuse(_ answer: [UInt8]) -> [Task<Void, Never>] {
        send(answer)
        finish()
        return running.values.map(\.task)
    }

    /// Decides, once the lines that could be looked at were, whether to read on or to close.
    mutating func settle() {
        guard !hasFinished else { return }
        if inputHasEnded {
            if backlog.isEmpty, running.isEmpty { finish() }
            return
        }
        let isFull = running.count >= limit || !backlog.isEmpty
        if isFull != isPaused {
            isPaused = isFull
            outbox.append(isFull ? .pauseReading : .resumeReading)
        }
    }

    private mutating func send(_ line: [UInt8]) {
        if !hasFinished { outbox.append(.send(line)) }
    }

    private mutating func finish() {
        guard !hasFinished else { return }
        outbox.append(.finish)
        hasFinished = true
        backlog = []
    }
}
