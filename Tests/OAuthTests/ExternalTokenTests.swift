import Broker
import Domain
import OAuth
import TestSupport
import Testing

@Suite("A token from a source outside")
struct ExternalTokenTests {
    private let source = ScriptedTokenSource { .success(#"{"access_token":"t\#($0)","expires_in":3600}"#) }
    private let desk: Desk

    init() { desk = Desk(tokenSource: source) }

    private func request(_ account: String = "acc_ge3dmnzygm4tqmrtgu4dinzs") throws -> ExternalTokenRequest {
        ExternalTokenRequest(
            source: try #require(ScriptedTokenSource.name), account: try #require(AccountID(rawValue: account)),
            username: "ann@example.com")
    }

    private func token(
        _ account: String = "acc_ge3dmnzygm4tqmrtgu4dinzs", _ change: (inout TokenDemand) -> Void = { _ in }
    ) async throws -> String {
        var demand = TokenDemand(resource: .mail)
        change(&demand)
        return try await desk.service.accessToken(from: try request(account), demand).credential.withExposed { $0 }
    }

    @Test("is asked for once, and again when it is about to end")
    func cache() async throws {
        #expect(try await token() == "t1")
        #expect(try await token() == "t1")
        desk.clock.advance(seconds: 3_000)
        #expect(try await token() == "t1")
        desk.clock.advance(seconds: 500)
        #expect(try await token() == "t2")
        #expect(source.questions.map(\.request.username) == ["ann@example.com", "ann@example.com"])
    }

    @Test("is one for each account and resource")
    func separate() async throws {
        #expect(try await token() == "t1")
        #expect(try await token("acc_mzxw6ytboi3dgnjqgq2tknru") == "t2")
        #expect(try await token { $0.resource = .graph } == "t3")
        #expect(source.questions.map(\.resource) == [.mail, .mail, .graph])
    }

    @Test("whose end nobody tells is used for five minutes")
    func untoldEnd() async throws {
        source.answers { .success("bare\($0)\n") }
        let first = try await desk.service.accessToken(from: try request(), TokenDemand(resource: .mail))
        #expect(desk.clock.now().duration(to: first.expiresAt) == .seconds(300))
        desk.clock.advance(seconds: 200)
        #expect(try await token() == "bare1")
        desk.clock.advance(seconds: 100)
        #expect(try await token() == "bare2")
    }

    @Test("is asked for once by 500 callers at the same moment")
    func oneQuestion() async throws {
        let gate = Gate()
        source.answers { number in
            await gate.wait()
            return .success("t\(number)")
        }
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<500 { group.addTask { try await token() } }
            await gate.open()
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(tokens == ["t1"])
        #expect(source.questions.count == 1)
    }

    @Test(
        "that somebody waits for is asked for beside those that the daemon asks for by itself", .timeLimit(.minutes(5)))
    func priority() async throws {
        let (gate, asked) = (Gate(), AsyncStream<Int>.makeStream())
        source.answers { number in
            asked.continuation.yield(number)
            await gate.wait()
            return .success("t\(number)")
        }
        let accounts = "abcdefgh".map { "acc_ge3dmnzygm4tqmrtgu4dinz\($0)" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for account in accounts { group.addTask { _ = try await token(account) { $0.isBackground = true } } }
            var questions = asked.stream.makeAsyncIterator()
            for _ in 0..<4 { _ = await questions.next() }
            let last = try #require(
                accounts.last { account in !source.questions.contains { "\($0.request.account)" == account } })
            group.addTask { _ = try await token(last) }
            #expect(await questions.next() == 5)
            #expect(source.questions.count == 5)
            #expect(source.questions.last?.request.account == AccountID(rawValue: last))
            await gate.open()
            try await group.waitForAll()
        }
        #expect(source.questions.count == 8)
    }

    @Test("that a server refused is not given again, and the same one from the source is an error")
    func rejected() async throws {
        #expect(try await token() == "t1")
        #expect(try await token { $0.rejected = Credential("t1") } == "t2")
        #expect(try await token { $0.rejected = Credential("t1") } == "t2")
        source.answers { _ in .success("t2") }
        let error = await failure { _ = try await token { $0.rejected = Credential("t2") } }
        guard case .providerRejected? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("is waited for longer after each failure, and asked for at once when somebody says so")
    func hold() async throws {
        source.answers { _ in .failure(.timedOut) }
        for _ in 0..<5 { #expect(await failure { _ = try await token() } == .timedOut) }
        #expect(source.questions.count == 1)
        desk.clock.advance(seconds: 1)
        for _ in 0..<5 { #expect(await failure { _ = try await token() } == .timedOut) }
        #expect(source.questions.count == 2)
        source.answers { _ in .success("back") }
        #expect(await failure { _ = try await token() } == .timedOut)
        try await desk.service.tryAgain(try request().account)
        #expect(try await token() == "back")
    }

    @Test("that still lives is used while the source fails")
    func fallBack() async throws {
        #expect(try await token() == "t1")
        source.answers { _ in .failure(.timedOut) }
        desk.clock.advance(seconds: 3_400)
        #expect(try await token() == "t1")
        desk.clock.advance(seconds: 150)
        #expect(await failure { _ = try await token() } == .timedOut)
    }

    @Test(
        "is refused when it cannot be one, naming the source and who must act",
        arguments: ["", "two words", "{}", #"{"access_token":"t","expires_in":0}"#])
    func unusable(answer: String) async throws {
        source.answers { _ in .success(answer) }
        let error = await failure { _ = try await token() }
        guard case .providerRejected(_, let fault)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(fault?.name == "vault-tool" && fault?.responsible == .operator)
    }

    @Test("is asked of no source that the configuration does not have")
    func unknown() async throws {
        let other = ExternalTokenRequest(
            source: try #require(TokenSourceName(rawValue: "other")), account: try request().account, username: "u")
        let error = await failure { _ = try await desk.service.accessToken(from: other, TokenDemand(resource: .mail)) }
        #expect(error == .unknownTokenSource)
        #expect(source.questions.isEmpty)
        #expect(throws: BrokerError.unknownTokenSource) {
            try desk.service.servers(fedBy: other.source, in: nil, by: [])
        }
    }

    @Test("opens a mailbox of a cloud that is known, and of no other")
    func clouds() async throws {
        let name = try #require(ScriptedTokenSource.name)
        let servers = try desk.service.servers(fedBy: name, in: "global", by: [.imap, .graph])
        #expect(servers.imap?.host == "outlook.office365.com" && servers.graph == "https://graph.microsoft.com")
        #expect(try desk.service.servers(fedBy: name, in: nil, by: []) == MailServers())
        #expect(throws: BrokerError.self) { try desk.service.servers(fedBy: name, in: "moon", by: [.imap]) }
    }
}
