import Doorway
import JSON
import Synchronization
import Tenant

@testable import SandboxDaemon

/// A sandbox and its control endpoint, without a network.
final class Controlled: Sendable {
    struct Answer {
        var status: Int
        var json: JSONValue
        /// What an error says of itself.
        var code: String? { json["error"]?["code"]?.stringValue }
        var field: String? { json["error"]?["field"]?.stringValue }
    }

    let sandbox = Seeder.sandbox(SeedPlan(messages: 5))
    let signedOut = Mutex<[GUID]>([])
    /// What subscribers were told, each of those that the test knows.
    let told = Mutex<[String]>([])
    static let subscription = GUID.random()

    func ask(
        _ method: String, _ path: String, query: String = "", _ body: JSONValue? = nil, headers: WebHeaders = [:]
    ) async throws -> Answer {
        let door = ControlDoor(
            sandbox: sandbox, description: { ["ready": true] },
            signOut: { [self] person in signedOut.withLock { $0.append(person) } },
            tellSubscriber: { [self] id, event in
                guard id == Self.subscription else { return false }
                told.withLock { $0.append("\(event)") }
                return true
            })
        let response = await door.answer(
            WebRequest(
                method: method, path: path, query: query, headers: headers,
                body: try body.map { try JSONWriter.encode($0) } ?? []))
        let bytes = response.body.allBytes
        return Answer(status: response.status, json: bytes.isEmpty ? .null : try JSONValue(parsing: bytes))
    }

    func person(_ name: String) throws -> Person {
        guard let person = sandbox.directory.person(named: name) else { throw ControlError.notFound(name) }
        return person
    }
}
