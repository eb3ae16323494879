import Domain
import Doorway
import JSON
import Synchronization
import Tenant
import Testing

@testable import SandboxDaemon

@Suite("The control endpoint")
struct ControlDoorTests {
    private let controlled = Controlled()
    private var sandbox: Sandbox { controlled.sandbox }

    @Test("describes the sandbox, and nothing to a page of another site")
    func describes() async throws {
        #expect(try await controlled.ask("GET", "/sandbox").json["ready"] == true)
        let foreign = try await controlled.ask("GET", "/sandbox", headers: ["Origin": "https://evil.example"])
        #expect((foreign.status, foreign.code) == (403, "foreignOrigin"))
    }

    @Test("switches faults on, lists and clears them")
    func faults() async throws {
        let made = try await controlled.ask(
            "POST", "/sandbox/faults",
            [
                "name": "http.status", "parameters": ["status": 429, "retryAfter": 2], "door": "graph",
                "operation": "sendMail", "mailbox": "Adele@Contoso.example", "remaining": 3, "after": 1,
            ])
        #expect(made.status == 201)
        let fault = try #require(sandbox.faults.faults.first)
        #expect(fault.fault.parameters == ["status": 429, "retryAfter": "2"])
        #expect(fault.fault.mailbox == "adele@contoso.example")
        #expect((fault.fault.door, fault.fault.remaining, fault.fault.after) == (.graph, 3, 1))
        _ = try await controlled.ask("POST", "/sandbox/faults", ["name": "imap.bye", "remaining": nil])
        let list = try await controlled.ask("GET", "/sandbox/faults").json["faults"]?.arrayValue
        #expect(list?.map { $0["name"] } == ["http.status", "imap.bye"])
        #expect(list?[1]["remaining"] == .null)
        let late = try await controlled.ask(
            "POST", "/sandbox/faults", ["name": "http.status", "parameters": ["status": 429, "retryAfter": 2.128]])
        #expect(late.json["parameters"] == ["status": 429, "retryAfter": "2.128"])
        let challenge = try await controlled.ask(
            "POST", "/sandbox/faults", ["name": "graph.claimsChallenge", "parameters": ["claims": ["a": [1]]]])
        #expect(challenge.json["parameters"] == ["claims": #"{"a":[1]}"#])
        #expect(try await controlled.ask("DELETE", "/sandbox/faults/\(fault.id)").status == 204)
        #expect(try await controlled.ask("DELETE", "/sandbox/faults/\(fault.id)").status == 404)
        #expect(try await controlled.ask("DELETE", "/sandbox/faults").status == 204)
        #expect(sandbox.faults.faults.isEmpty)
    }

    @Test(
        "takes a line of SMTP's as a reply, and nothing else",
        arguments: [
            ("451 4.7.0 Later", true), ("250", true), ("550 ", true), ("199 no", false), ("600 no", false),
            ("560 no", false), ("45", false), ("4511", false), ("250-more", false), ("451 a\r\n250 b", false),
            ("451 é", false), ("451 " + String(repeating: "x", count: 507), false), ("", false),
        ])
    func replies(line: String, isTaken: Bool) async throws {
        let answer = try await controlled.ask(
            "POST", "/sandbox/faults", ["name": "smtp.reply", "parameters": ["reply": .string(line)]])
        #expect(answer.status == (isTaken ? 201 : 400))
    }

    @Test(
        "names the field that it cannot take",
        arguments: [
            ("POST", "/sandbox/faults", #"{}"#, "missingField", "name"),
            ("POST", "/sandbox/faults", #"{"name":"http.nonsense"}"#, "invalidField", "name"),
            ("POST", "/sandbox/faults", #"{"name":"http.status"}"#, "missingField", "parameters.status"),
            (
                "POST", "/sandbox/faults", #"{"name":"http.status","parameters":{"status":99}}"#, "invalidField",
                "parameters.status"
            ),
            (
                "POST", "/sandbox/faults", #"{"name":"http.status","parameters":{"status":429,"retryAfter":true}}"#,
                "invalidField", "parameters.retryAfter"
            ),
            (
                "POST", "/sandbox/faults", #"{"name":"http.status","parameters":{"status":429,"retryAfter":"1\r\nX"}}"#,
                "invalidField", "parameters.retryAfter"
            ),
            (
                "POST", "/sandbox/faults", #"{"name":"http.status","parameters":{"status":429,"retryAfter":1e300}}"#,
                "invalidField", "parameters.retryAfter"
            ),
            (
                "POST", "/sandbox/faults", #"{"name":"imap.bye","parameters":{"text":1}}"#, "invalidField",
                "parameters.text"
            ),
            (
                "POST", "/sandbox/faults", #"{"name":"graph.claimsChallenge","parameters":{"claims":1}}"#,
                "invalidField", "parameters.claims"
            ),
            ("POST", "/sandbox/faults", #"{"name":"imap.bye","door":"graph"}"#, "invalidField", "door"),
            ("POST", "/sandbox/faults", #"{"name":"http.empty","door":"smtp"}"#, "invalidField", "door"),
            (
                "POST", "/sandbox/consents",
                #"{"client":"postern-graph","person":"adele@contoso.example","audience":"graph","permissions":["Mail.Reed"]}"#,
                "invalidField", "permissions[0]"
            ),
            (
                "POST", "/sandbox/consents",
                #"{"client":"postern-graph","person":"adele@contoso.example","audience":"graph","permissions":["Mail.ReadBasic.All"]}"#,
                "invalidField", "permissions[0]"
            ),
            (
                "POST", "/sandbox/faults", #"{"name":"http.empty","parameters":{"x":1}}"#, "unknownField",
                "parameters.x"
            ),
            (
                "POST", "/sandbox/faults", #"{"name":"smtp.reply","parameters":{"reply":"busy"}}"#, "invalidField",
                "parameters.reply"
            ),
            ("POST", "/sandbox/faults", #"{"name":"http.empty","colour":1}"#, "unknownField", "colour"),
            ("POST", "/sandbox/faults", #"{"name":"http.empty","remaining":0}"#, "invalidField", "remaining"),
            ("POST", "/sandbox/clock", #"{"advanceSeconds":1e300}"#, "invalidField", "advanceSeconds"),
            ("POST", "/sandbox/tokens/revoke", #"{}"#, "missingField", "person"),
            ("POST", "/sandbox/tokens/expire", #"{"person":"nobody"}"#, "invalidField", "person"),
            ("PATCH", "/sandbox/people/adele@contoso.example", #"{"smtpAuth":"no"}"#, "invalidField", "smtpAuth"),
            (
                "PATCH", "/sandbox/tenants/Contoso", #"{"policies":{"signInFrequencySeconds":0}}"#, "invalidField",
                "policies.signInFrequencySeconds"
            ),
            (
                "PATCH", "/sandbox/registrations/postern-imap", #"{"redirectUris":[{"platform":"web"}]}"#,
                "missingField", "redirectUris[0].uri"
            ),
            (
                "PATCH", "/sandbox/registrations/postern-imap", #"{"certificates":["nonsense"]}"#, "invalidField",
                "certificates[0]"
            ),
            ("POST", "/sandbox/mail", #"{"mailbox":"adele@contoso.example"}"#, "missingField", "mime"),
            ("POST", "/sandbox/mail", #"{"mailbox":"nomail@contoso.example","mime":"x"}"#, "invalidField", "mailbox"),
            (
                "POST", "/sandbox/mailboxGrants", #"{"mailbox":"adele@contoso.example","right":"FullAccess"}"#,
                "missingField", "person"
            ),
        ])
    func errors(_ method: String, _ path: String, _ body: String, _ code: String, _ field: String) async throws {
        let answer = try await controlled.ask(method, path, JSONValue(parsing: Array(body.utf8)))
        #expect(answer.status == 400)
        #expect(answer.code == code)
        #expect(answer.field == field)
    }

    @Test(
        "tells what is no JSON, no path and no method apart",
        arguments: [
            ("GET", "/sandbox/nothing", 404, "notFound"), ("GET", "/sandbox/people/nobody", 404, "notFound"),
            ("PUT", "/sandbox/faults", 405, "methodNotAllowed"), ("POST", "/sandbox/faults", 400, "malformed"),
            ("GET", "/sandbox/tokens/revoke", 405, "methodNotAllowed"), ("GET", "/sandbox/%zz", 404, "notFound"),
        ])
    func misuse(_ method: String, _ path: String, _ status: Int, _ code: String) async throws {
        let answer = try await controlled.ask(method, path)
        #expect(answer.status == status)
        #expect(answer.code == code)
    }

    @Test("moves the clock, and nowhere that no clock can stand")
    func clock() async throws {
        let before = sandbox.clock.seconds
        #expect(try await controlled.ask("POST", "/sandbox/clock", ["advanceSeconds": 3_600]).status == 200)
        #expect(sandbox.clock.seconds >= before + 3_600)
        for _ in 0..<20 { _ = try await controlled.ask("POST", "/sandbox/clock", ["advanceSeconds": 315_360_000]) }
        #expect(sandbox.clock.seconds < 7_258_118_400)
    }

    @Test("puts a message into a mailbox as if it had come")
    func mail() async throws {
        let mime =
            "From: Ann <ann@example.com>\r\nTo: adele@contoso.example\r\nSubject: Hi\r\nMessage-ID: <m@x>\r\n\r\nText\r\n"
        let answer = try await controlled.ask(
            "POST", "/sandbox/mail",
            [
                "mailbox": "adele@contoso.example", "mime": .string(mime), "folder": "archive", "isRead": true,
                "receivedAt": "2026-11-22T10:00:00Z",
            ])
        #expect(answer.status == 201)
        #expect(answer.json["messageId"] == "<m@x>")
        let number = MessageNumber(UInt64(try #require(answer.json["number"]?.integerValue)))
        let mailbox = try #require(sandbox.mailboxes.mailbox(of: controlled.person("adele@contoso.example").id))
        let (message, folder) = mailbox.read { ($0.message(number), $0.folder(role: .archive)) }
        #expect(message?.folder == folder?.number)
        #expect(message?.isRead == true)
        #expect(message?.receivedAt == Timestamp("2026-11-22T10:00:00Z"))
    }

    @Test("answers a wait for Sent Items when the copies are there")
    func settle() async throws {
        let adele = try controlled.person("adele@contoso.example")
        let letter = Letter(
            subject: "Wait", from: NamedAddress(address: adele.address), sentAt: sandbox.clock.now,
            messageID: "<wait@x>", body: LetterBody(.text, "Text"),
            conversation: "Wait")
        _ = try sandbox.postOffice.submit(
            PostalSubmission(
                letter: letter, envelopeSender: adele.address, recipients: ["bruno@contoso.example"],
                principal: .person(adele.id), sendingMailbox: adele.id, door: .graph, sentCopy: .in(adele.id)))
        #expect(try await controlled.ask("POST", "/sandbox/settle").status == 204)
        let mailbox = try #require(sandbox.mailboxes.mailbox(of: adele.id))
        let filed = mailbox.read { state in
            state.messages(in: state.folder(role: .sentItems)?.number ?? state.root)
                .compactMap { state.message($0).map(state.letter) }
        }
        #expect(filed.contains { $0.messageID == "<wait@x>" })
        #expect(try await controlled.ask("GET", "/sandbox/settle").status == 405)
    }

    @Test("reads records back, filtered")
    func requests() async throws {
        for (door, operation) in [(Occasion.Door.graph, "sendMail"), (.entra, "token"), (.graph, "messages.list")] {
            sandbox.recorder.add(
                RequestRecord(
                    time: sandbox.clock.now, occasion: Occasion(door: door, operation: operation), method: "GET",
                    target: "/"))
        }
        let graph = try await controlled.ask("GET", "/sandbox/requests", query: "door=graph").json
        #expect(graph["requests"]?.arrayValue?.map { $0["operation"] } == ["sendMail", "messages.list"])
        #expect(graph["last"] == 3)
        let rest = try await controlled.ask("GET", "/sandbox/requests", query: "after=1&operation=TOKEN").json
        #expect(rest["requests"]?.arrayValue?.map { $0["sequence"] } == [2])
        let wrong = try await controlled.ask("GET", "/sandbox/requests", query: "door=window")
        #expect((wrong.status, wrong.field) == (400, "door"))
        _ = try await controlled.ask("DELETE", "/sandbox/requests")
        #expect(sandbox.recorder.records().isEmpty)
    }

    @Test("signs somebody out, and lets tokens have run out")
    func tokens() async throws {
        let adele = try controlled.person("adele@contoso.example")
        let grant = AccessGrant(
            audience: .graph, permissions: ["Mail.Read"], principal: .person(adele.id), client: SeedApps.graph,
            tenant: adele.tenant, expiresAt: sandbox.clock.now.advanced(by: .seconds(3_600)))
        sandbox.tokens.keep("one", grant)
        #expect(
            try await controlled.ask("POST", "/sandbox/tokens/expire", ["person": "adele@contoso.example"]).status
                == 204)
        #expect(throws: TokenProblem.expired) { try sandbox.tokens.grant(for: "one", at: .graph) }
        sandbox.tokens.keep("of another app", grant)
        let service = ["client": JSONValue.string(SeedApps.service.description)]
        _ = try await controlled.ask("POST", "/sandbox/tokens/expire", .object(service))
        #expect(try sandbox.tokens.grant(for: "of another app", at: .graph) == grant)
        _ = try await controlled.ask("POST", "/sandbox/tokens/expire", ["client": "postern-graph"])
        #expect(throws: TokenProblem.expired) { try sandbox.tokens.grant(for: "of another app", at: .graph) }
        sandbox.tokens.keep("two", grant)
        _ = try await controlled.ask("POST", "/sandbox/tokens/revoke", ["person": "adele@contoso.example"])
        #expect(throws: TokenProblem.revoked) { try sandbox.tokens.grant(for: "two", at: .graph) }
        #expect(controlled.signedOut.withLock { $0 } == [adele.id])
    }
}
