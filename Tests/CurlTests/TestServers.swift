import Domain
import Foundation
import Synchronization
import Transport

@testable import Curl

/// The scripted servers of Support/servers.py, started once for all suites; they end with this process, whose end of
/// their standard input is closed then.
struct TestServers: Sendable {
    let ports: [String: Int]
    let directory: String
    private static let lifeline = Pipe()

    /// What every test shares.
    static let shared: Result<TestServers, any Error> = Result { try start() }

    static func get() throws -> TestServers { try shared.get() }

    func port(_ name: String) throws -> Int {
        guard let port = ports[name] else { throw Failure(what: "no server \(name)") }
        return port
    }

    struct Failure: Error { let what: String }

    private static func start() throws -> TestServers {
        let directory = FileManager.default.temporaryDirectory.appending(path: "curl-tests-\(getpid())").path
        let support = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Support")
        let maker = Process()
        maker.executableURL = support.appending(path: "make-certificates.sh")
        maker.arguments = [directory]
        try maker.run()
        maker.waitUntilExit()
        guard maker.terminationStatus == 0 else { throw Failure(what: "make-certificates.sh") }

        let servers = Process()
        let output = Pipe()
        servers.executableURL = URL(filePath: "/usr/bin/python3")
        servers.arguments = [support.appending(path: "servers.py").path, directory]
        servers.standardInput = lifeline
        servers.standardOutput = output
        try servers.run()
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failure(what: "servers.py") }
            line += more
        }
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let pairs = words.compactMap { word -> (String, Int)? in
            let parts = word.split(separator: "=")
            return Int(parts[1]).map { (String(parts[0]), $0) }
        }
        return TestServers(ports: Dictionary(uniqueKeysWithValues: pairs), directory: directory)
    }
}

extension TestServers {
    /// A transport that believes the extra authority and may connect to this machine.
    func transport(
        egress: EgressPolicy? = nil, extraFile: Bool = true, systemDirectory: String? = nil, proxy: String? = nil
    ) throws -> CurlTransport {
        let trust = try TrustStore(
            directory: systemDirectory ?? TrustStore.systemDirectory,
            extraFile: extraFile ? directory + "/extra-ca.pem" : nil)
        let allowed = EgressPolicy(allowedHosts: ["localhost", "127.0.0.1", "::1"])
        return try CurlTransport(CurlSettings(egress: egress ?? allowed, trust: trust, proxy: proxy))
    }

    func url(_ server: String, _ path: String, scheme: String = "https", host: String = "localhost") throws -> String {
        "\(scheme)://\(host):\(try port(server))\(path)"
    }

    /// Asks for a path of the scripted server over a transport of its own, and gives the body.
    func ask(_ path: String) async throws -> String {
        let response = try await transport().send(
            HTTPRequest(method: .get, url: url("https", path)), until: .generous)
        return response.body.withExposed { String(decoding: $0, as: UTF8.self) }
    }

    func address(_ server: String, _ security: ServerAddress.Security) throws -> ServerAddress {
        ServerAddress(host: "localhost", port: try port(server), security: security)
    }
}

extension Deadline {
    /// Far enough that only a hanging test meets it.
    static var generous: Deadline { .after(.seconds(600)) }
}

/// The error that the body throws, as a kind and its text.
func failure<Value>(
    of body: () async throws(TransportError) -> Value
) async -> TransportError? {
    do throws(TransportError) {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}

extension TransportError {
    /// The case without its text.
    var kind: String { "\(self)".split(separator: "(").first.map(String.init) ?? "" }
}

/// Four mebibytes that `/take` knows.
let largeBody = (0..<4 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) }
