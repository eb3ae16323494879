import JSON
import JSONRPC
import Synchronization

/// One session with its other end: what it sends comes out as events.
final class Conversation: Sendable {
    enum Event: Equatable {
        case line(JSONValue)
        case paused, resumed, finished

        var line: JSONValue? {
            if case .line(let value) = self { value } else { nil }
        }
    }

    private struct Output: RPCOutput {
        let events: AsyncStream<Event>.Continuation
        func send(_ line: [UInt8]) {
            precondition(!line.contains(0x0A), "a raw newline in an answer")
            events.yield(.line((try? JSONValue(parsing: line)) ?? "not JSON"))
        }
        func pauseReading() { events.yield(.paused) }
        func resumeReading() { events.yield(.resumed) }
        func finish() {
            events.yield(.finished)
            events.finish()
        }
    }

    let server: RPCServer
    let session: RPCSession
    let latch: Latch
    private let events: AsyncStream<Event>
    private let continuation: AsyncStream<Event>.Continuation

    init(limits: RPCLimits = RPCLimits(), server: RPCServer? = nil, latch: Latch = Latch()) {
        (events, continuation) = AsyncStream.makeStream(of: Event.self)
        self.latch = latch
        self.server = server ?? RPCServer(router: .forTests(latch), limits: limits)
        session = RPCSession(self.server, caller: "somebody", output: Output(events: continuation))
    }

    func say(_ line: String) { session.receive(line: Array(line.utf8)) }

    /// The next thing that comes out.
    func next() async -> Event? {
        var iterator = events.makeAsyncIterator()
        return await iterator.next()
    }

    /// Everything that comes out until the end.
    func rest() async -> [Event] {
        var all: [Event] = []
        for await event in events { all.append(event) }
        return all
    }

    /// Nothing more will come: for conversations that the session does not end itself.
    func hangUp() { continuation.finish() }

    /// What comes back for these lines when the caller then shuts its side down.
    static func answers(to lines: [String], limits: RPCLimits = RPCLimits()) async -> [JSONValue] {
        let conversation = Conversation(limits: limits)
        for line in lines { conversation.say(line) }
        conversation.session.inputEnded()
        return await conversation.rest().compactMap(\.line)
    }
}
