internal import ArgumentParser
internal import JSON
internal import Linux
internal import Sockets

/// Where the daemon is, and how long to wait for it.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "The daemon's socket; $POSTERN_SOCKET, else where the daemon has it by itself.")
    var socket: String?

    @Option(help: "How long to wait for the answer, in seconds.")
    var timeout: Int = 600

    /// Calls one method and returns its result.
    func call(_ method: String, _ params: JSONValue) throws -> JSONValue { try answer(method, params).result() }

    /// Calls one method; whatever the daemon says, it has answered.
    func answer(_ method: String, _ params: JSONValue) throws -> Answer {
        let deadline = ContinuousClock.now + .seconds(timeout)
        let line: [UInt8]?
        let request = try request(method, params)
        do throws(LinuxError) {
            let client = try UnixSocketClient(path: path(), until: deadline)
            try client.send(request, until: deadline)
            line = try client.receive(until: deadline)
        } catch .timedOut {
            throw Exit.because(.temporary, "no answer in \(timeout) seconds")
        } catch {
            throw Exit.because(.unavailable, "no daemon answers: \(error)")
        }
        guard let line else { throw Exit.because(.unavailable, "the daemon closed the connection") }
        return try Answer(line)
    }

    private func request(_ method: String, _ params: JSONValue) throws -> [UInt8] {
        let request: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": params]
        do throws(JSONError) { return try JSONWriter.encode(request) } catch {
            throw Exit.because(.usage, "the parameters cannot be sent: \(error)")
        }
    }

    /// Where the daemon of this machine, else the user's own, has its socket when nobody says otherwise.
    private func path() -> String {
        let environment = Environment.current()
        if let path = socket ?? environment["POSTERN_SOCKET"] { return path }
        let system = StandardPaths.system(environment).socket
        let uid = UserDatabase.ownID
        guard !StandardPaths.isSystem(uid: uid), let own = StandardPaths.user(environment, uid: uid)?.socket
        else { return system }
        let ownIsThere = (try? PrivateFile.exists(own)) ?? false
        return ownIsThere ? own : system
    }
}
