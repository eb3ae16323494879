internal import Synchronization

/// What other threads want done on the loop's thread, in order.
final class LoopInbox: Sendable {
    typealias Command = @Sendable (LoopCore) -> Void

    let waker: Waker
    private let commands = Mutex<[Command]>([])

    init() throws(CurlSetupError) { waker = try Waker() }

    func post(_ command: @escaping Command) {
        let wasEmpty = commands.withLock { commands in
            commands.append(command)
            return commands.count == 1
        }
        if wasEmpty { waker.wake() }
    }

    func take() -> [Command] {
        commands.withLock { commands in
            defer { commands = [] }
            return commands
        }
    }
}
