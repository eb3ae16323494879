import Broker
import BrokerService
import Domain
import Foundation
import OAuth
import TestSupport
import Testing
import Transport

@Suite("A token source of the configuration")
struct TokenSourcesTests {
    private let request: ExternalTokenRequest

    init() throws {
        request = ExternalTokenRequest(
            source: try #require(TokenSourceName(rawValue: "tool")), account: AccountID(unchecked: "acc_one"),
            username: "ann@example.com")
    }

    private func ask(
        _ way: TokenSourceWay, at http: any HTTPClient = ScriptedHTTPClient { _ in .text("", status: 500) }
    ) async throws -> String {
        let sources = TokenSources([request.source: way], http: http)
        let answer = try await sources.answer(to: request, for: .graph)
        return answer.withExposed { String(decoding: $0, as: UTF8.self) }
    }

    private func error(
        of way: TokenSourceWay, at http: any HTTPClient = ScriptedHTTPClient { _ in .text("", status: 500) }
    ) async -> BrokerError? {
        do {
            _ = try await ask(way, at: http)
            return nil
        } catch {
            return error as? BrokerError
        }
    }

    private static func shell(_ script: String, timeout: Duration = .seconds(3_600)) -> TokenSourceWay {
        .command(["/bin/sh", "-c", script], timeout: timeout)
    }

    // MARK: Commands

    @Test("that is a command is told whose token is wanted")
    func command() async throws {
        let script = #"echo "$POSTERN_ACCOUNT $POSTERN_USERNAME $POSTERN_RESOURCE""#
        #expect(try await ask(Self.shell(script)) == "acc_one ann@example.com graph\n")
    }

    @Test("that is a command fails for now by status 75 and for good by any other", arguments: [75, 1, 137])
    func status(number: Int) async {
        let fault = ProviderFault(name: "tool", status: number, responsible: .operator)
        switch await error(of: Self.shell("exit \(number)")) {
        case .providerUnavailable(fault, nil): #expect(number == 75)
        case .providerRejected(let reason, fault): #expect(number != 75 && reason.contains("\(number)"))
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    @Test("that is a command is ended when it takes too long")
    func timeout() async {
        #expect(await error(of: Self.shell("sleep 3000", timeout: .milliseconds(100))) == .timedOut)
    }

    @Test("that is a command cannot fill our memory")
    func output() async {
        guard case .providerRejected(let reason, _)? = await error(of: Self.shell("yes")) else {
            Issue.record("taken")
            return
        }
        #expect(reason.contains("65536"))
    }

    @Test("that is no program says why, and not where it was looked for")
    func missing() async {
        guard
            case .providerRejected(let reason, _)? = await error(of: .command(["/no/such/tool"], timeout: .seconds(9)))
        else {
            Issue.record("taken")
            return
        }
        #expect(reason.contains("No such file") && !reason.contains("/no/such"))
    }

    @Test("that hangs keeps nobody from another", .timeLimit(.minutes(5)))
    func bulkhead() async throws {
        let directory = try VaultDatabaseTests.TemporaryDirectory()
        let (started, gate) = (directory.file("started"), directory.file("gate"))
        try Process.run(URL(fileURLWithPath: "/usr/bin/mkfifo"), arguments: [started]).waitUntilExit()
        let quick = try #require(TokenSourceName(rawValue: "quick"))
        let sources = TokenSources(
            [
                request.source: Self.shell(
                    "echo > '\(started)'; until [ -e '\(gate)' ]; do sleep 0.05; done; echo slow"),
                quick: Self.shell("echo quick"),
            ], http: ScriptedHTTPClient { _ in .text("", status: 500) })
        // Open for both, so that it has no end while nobody writes.
        let reader = try #require(FileHandle(forUpdatingAtPath: started))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { [request] in _ = try await sources.answer(to: request, for: .mail) } }
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    var count = 0
                    while count < 8 { count += reader.availableData.count }
                    continuation.resume()
                }
            }
            var other = request
            other.source = quick
            let answer = try await sources.answer(to: other, for: .mail)
            #expect(answer.withExposed { String(decoding: $0, as: UTF8.self) } == "quick\n")
            try Data().write(to: URL(fileURLWithPath: gate))
            try await group.waitForAll()
        }
    }

    @Test("that is not in the configuration is refused")
    func unknown() async {
        let sources = TokenSources(
            [:], http: ScriptedHTTPClient { _ in .text("", status: 200) })
        await #expect(throws: BrokerError.unknownTokenSource) {
            try await sources.answer(to: request, for: .mail)
        }
    }

    // MARK: Addresses

    @Test("that is an address gets JSON, and the bearer token of a file")
    func address() async throws {
        let file = FileManager.default.temporaryDirectory.path + "/bearer-\(UUID().uuidString)"
        try Data("b3arer\n".utf8).write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let http = ScriptedHTTPClient { _ in .text("token", status: 200) }
        #expect(
            try await ask(.address("https://t.example/x", bearerFile: file, timeout: .seconds(9)), at: http) == "token")
        let request = try #require(http.requests.first)
        #expect(request.url == "https://t.example/x" && request.method == .post)
        #expect(request.headers.value(of: "Authorization") == "Bearer b3arer")
        #expect(request.responseLimit == 65_536)
        let body = request.body?.withExposed { String(decoding: $0, as: UTF8.self) }
        #expect(body == #"{"account":"acc_one","resource":"graph","username":"ann@example.com"}"#)
    }

    @Test("sends nothing when its bearer token cannot be read or others may change it", arguments: [nil, 0o666])
    func badBearer(mode: Int?) async throws {
        let file = FileManager.default.temporaryDirectory.path + "/bearer-\(UUID().uuidString)"
        if let mode {
            try Data("t".utf8).write(to: URL(fileURLWithPath: file))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        }
        defer { try? FileManager.default.removeItem(atPath: file) }
        let http = ScriptedHTTPClient { _ in .text("token", status: 200) }
        let way = TokenSourceWay.address("https://t.example/x", bearerFile: file, timeout: .seconds(9))
        guard case .providerRejected(let reason, _)? = await error(of: way, at: http) else {
            Issue.record("taken")
            return
        }
        #expect(reason.contains("bearerFile") && !reason.contains("/"))
        #expect(http.requests.isEmpty)
    }

    @Test("that is an address may be busy, away, or say no", arguments: [429, 500, 503, 302, 401, 404])
    func answers(status: Int) async {
        let http = ScriptedHTTPClient { _ in
            .text("CANARY", status: status, headers: [HTTPField("Retry-After", "7")])
        }
        let fault = ProviderFault(name: "tool", status: status, responsible: .operator)
        let way = TokenSourceWay.address("https://t.example/x", bearerFile: nil, timeout: .seconds(9))
        switch (status, await error(of: way, at: http)) {
        case (429, .rateLimited(fault, 7_000)), (500..., .providerUnavailable(fault, 7_000)): break
        case (..<429, .providerRejected(let reason, fault)): #expect(!reason.contains("CANARY"))
        case (_, let other): Issue.record("\(String(describing: other))")
        }
    }
}
