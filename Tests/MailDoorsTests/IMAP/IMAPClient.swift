import Doorway
import LineTesting
import MailDoors

/// A client in memory that says one command at a time.
struct IMAPClient {
    let peer: MemoryPeer
    /// Ends when the door is done with the connection.
    let serving: Task<Void, Never>

    init(_ door: IMAPDoor) {
        let peer = MemoryPeer(isSecure: true)
        self.peer = peer
        serving = Task {
            await door.serve(peer.connection)
            await peer.connection.close()
        }
    }

    /// Says a command and answers every line up to the tagged one, or to the end of the connection.
    func say(_ command: String) async -> [String] {
        peer.say("t \(command)")
        return await answer()
    }

    func answer() async -> [String] {
        var lines: [String] = []
        while let line = await peer.line() {
            lines.append(line)
            if line.hasPrefix("t ") { break }
        }
        return lines
    }

    /// The client goes; returns once the door has noticed.
    func leave() async {
        peer.hangUp()
        await serving.value
    }
}
