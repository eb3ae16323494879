package import Domain
package import Transport

/// Opens one prepared connection after the other.
package actor ScriptedConnector: StreamConnector {
    private var prepared: [Result<ScriptedStream, TransportError>]
    /// The connections that were opened, in order.
    package private(set) var opened: [ScriptedStream] = []

    package init(_ streams: [ScriptedStream]) { prepared = streams.map { .success($0) } }

    package init(_ scripts: [ScriptStep]...) { prepared = scripts.map { .success(ScriptedStream($0)) } }

    package init(failing error: TransportError) { prepared = [.failure(error)] }

    /// How many connections nobody has asked for.
    package var remaining: Int { prepared.count }

    /// Everything that went against a script.
    package var problems: [String] {
        get async {
            var all: [String] = []
            for stream in opened { all += await stream.problems }
            return all
        }
    }

    package func connect(
        to server: ServerAddress, speaking dialogue: MailDialogue, until deadline: Deadline
    ) async throws(TransportError) -> any ByteStream {
        guard !prepared.isEmpty else { throw .connectFailed("no connection was prepared") }
        let stream = try prepared.removeFirst().get()
        opened.append(stream)
        return stream
    }
}
