import Broker
import Domain
import Foundation
import Logging
import Synchronization
import Testing

@testable import HTTPListener

@Suite("The sign-in listener")
struct HTTPListenerTests {
    /// Remembers what it was given, and answers with what it was told to.
    final class Receiver: RedirectReceiver {
        let outcome: RedirectOutcome
        let states = Mutex<[String]>([])
        init(_ outcome: RedirectOutcome = .done) { self.outcome = outcome }
        func received(_ redirect: OAuthRedirect) async -> RedirectOutcome {
            redirect.state.withExposed { state in states.withLock { $0.append(state) } }
            return outcome
        }
    }

    /// Keeps what is logged, at every level.
    struct Recorder: LogHandler {
        static let lines = Mutex<[String]>([])
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            Self.lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
        }
    }

    func listener(_ receiver: any RedirectReceiver = Receiver()) async throws -> HTTPListener {
        try await HTTPListener(
            on: .loopback(port: 0), receiver: receiver, logger: Logger(label: "test") { _ in Recorder() })
    }

    @Test("hands the answer over and leads the browser away from the code", arguments: RedirectOutcome.allCases)
    func redirect(_ outcome: RedirectOutcome) async throws {
        let receiver = Receiver(outcome)
        let listener = try await listener(receiver)
        let answer = try await Browser().ask(port: listener.port, "/oauth?state=secret-state&code=secret-code")
        #expect(answer.status == 303)
        #expect(answer.headers["location"] == "/oauth/\(outcome.rawValue)")
        #expect(receiver.states.withLock { $0 } == ["secret-state"])
        let page = try await Browser().ask(port: listener.port, try #require(answer.headers["location"]))
        #expect(page.status == 200)
        #expect(page.body.contains("<h1>"))
        #expect(!page.body.contains("secret"))
        for answer in [answer, page] {
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["referrer-policy"] == "no-referrer")
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            #expect(answer.headers["access-control-allow-origin"] == nil)
        }
        #expect(!Recorder.lines.withLock { $0.contains { $0.contains("secret") } })
        await listener.close()
    }

    @Test(
        "does not bother the receiver with what no provider sends",
        arguments: [
            "/oauth", "/oauth?", "/oauth?code=c", "/oauth?state=s&code=c&error=e", "/oauth?state=s&state=s&code=c",
            "/oauth?state=s&code=%ZZ", "/oauth?state=s&code=" + String(repeating: "c", count: 65_536),
            "/oauth?code=c&state=" + String(repeating: "s", count: 65_536),
            "/oauth?state=s&code=c&admin_consent=True&tenant=t",
        ])
    func invalid(_ target: String) async throws {
        let receiver = Receiver()
        let listener = try await listener(receiver)
        let answer = try await Browser().ask(port: listener.port, target)
        #expect(answer.status == 303)
        #expect(answer.headers["location"] == "/oauth/invalid")
        #expect(receiver.states.withLock { $0.isEmpty })
        await listener.close()
    }

    @Test(
        "answers nothing else",
        arguments: [
            ("GET", "/", 404), ("GET", "/oauth/", 404), ("GET", "/oauth/nope", 404),
            ("GET", "/oauthx?state=s&code=c", 404),
            ("GET", "//oauth?state=s&code=c", 404), ("GET", "/OAUTH?state=s&code=c", 404),
            ("POST", "/oauth?state=s&code=c", 405), ("HEAD", "/oauth?state=s&code=c", 405),
            ("OPTIONS", "/oauth", 405), ("DELETE", "/oauth/done", 405),
        ])
    func others(_ method: String, _ target: String, _ status: Int) async throws {
        let receiver = Receiver()
        let listener = try await listener(receiver)
        let answer = try await Browser().ask(method, port: listener.port, target)
        #expect(answer.status == status)
        #expect(answer.headers["access-control-allow-origin"] == nil)
        #expect(receiver.states.withLock { $0.isEmpty })
        await listener.close()
    }

    @Test(
        "serves only those who call it by a name of this machine",
        arguments: [
            ("localhost:PORT", 303), ("LOCALHOST:PORT", 303), ("127.0.0.1:PORT", 303), ("[::1]:PORT", 303),
            ("evil.example:PORT", 421), ("localhost", 421), ("localhost:1", 421), ("localhost.evil.example:PORT", 421),
        ])
    func host(_ name: String, _ status: Int) async throws {
        let listener = try await listener()
        let answer = try await Browser().ask(
            port: listener.port, "/oauth?state=s&code=c",
            hostHeader: name.replacingOccurrences(of: "PORT", with: "\(listener.port)"))
        #expect(answer.status == status)
        await listener.close()
    }

    @Test("listens on both loopback addresses")
    func bothAddresses() async throws {
        let listener = try await listener()
        for host in ["127.0.0.1", "::1"] {
            #expect(try await Browser().ask(host: host, port: listener.port, "/oauth/done").status == 200)
        }
        await listener.close()
        await #expect(throws: (any Error).self) { try await Browser().ask(port: listener.port, "/oauth/done") }
    }

    @Test("does not listen at all when one of the addresses is taken", arguments: ["127.0.0.1", "::1"])
    func taken(_ address: String) async throws {
        let squatter = try Squatter(on: address)
        let error = try await #require(throws: ListenerError.self) {
            try await HTTPListener(
                on: .loopback(port: squatter.port), receiver: Receiver(),
                logger: Logger(label: "test") { _ in Recorder() })
        }
        guard case .cannotBind(address, squatter.port, "Address already in use") = error else {
            Issue.record("\(error)")
            return
        }
        let other = address == "::1" ? "127.0.0.1" : "::1"
        await #expect(throws: (any Error).self) {
            try await Browser().ask(host: other, port: squatter.port, "/oauth/done")
        }
    }

    @Test(
        "serves sockets that were passed, if they are on the loopback interface alone",
        arguments: ["127.0.0.1", "::1", "0.0.0.0"])
    func inherited(_ address: String) async throws {
        let passed = try Squatter(on: address)
        let make: @Sendable () async throws -> HTTPListener = {
            try await HTTPListener(
                on: .inherited([passed.handedOver()]), receiver: Receiver(),
                logger: Logger(label: "test") { _ in Recorder() })
        }
        if address == "0.0.0.0" {
            await #expect(throws: ListenerError.self) { try await make() }
        } else {
            let listener = try await make()
            #expect(listener.port == passed.port)
            #expect(try await Browser().ask(host: address, port: passed.port, "/oauth/done").status == 200)
            await listener.close()
        }
    }
}
