import JSON
import LineTesting
import Tenant
import Testing

@testable import MailDoors

@Suite("Faults of the IMAP door", .timeLimit(.minutes(10)))
struct IMAPFaultTests {
    static func stage(_ fault: Fault) throws -> IMAPStage {
        let stage = try IMAPStage(messages: (1...4).map { "Subject: \($0)\r\n\r\nbody of \($0)" })
        stage.sandbox.faults.set(fault)
        return stage
    }

    @Test func aThrottledRequestIsToldHowLongToWait() async throws {
        let stage = try Self.stage(Fault(.imapThrottled, ["milliseconds": 1_234], operation: "FETCH"))
        let client = await stage.adeleClient(selecting: "Known")
        #expect(
            await client.say("UID FETCH 1 FLAGS") == [
                "t BAD Request is throttled. Suggested Backoff Time: 1234 milliseconds"
            ])
        #expect(await client.say("UID FETCH 1 FLAGS").last == "t OK FETCH completed.")
    }

    @Test func aGoodbyeEndsTheConnection() async throws {
        let stage = try Self.stage(Fault(.imapBye, ["text": "Server Unavailable. 15"], operation: "NOOP"))
        let client = await stage.adeleClient()
        #expect(await client.say("NOOP") == ["* BYE Server Unavailable. 15"])
    }

    @Test func whoSignedInMayBeDroppedOrNotConnected() async throws {
        let dropped = await (try Self.stage(Fault(.imapDropAfterLogin))).adeleClient()
        #expect(await dropped.say("NOOP").isEmpty)
        #expect(dropped.peer.wasDropped)
        let unconnected = await (try Self.stage(Fault(.imapNotConnected))).adeleClient()
        #expect(await unconnected.say("NAMESPACE") == ["t BAD User is authenticated but not connected."])
    }

    @Test func aLiteralMayEndInTheMiddle() async throws {
        let client = await (try Self.stage(Fault(.imapDropMidLiteral))).adeleClient(selecting: "Known")
        #expect(await client.say("FETCH 1 BODY.PEEK[TEXT]") == ["* 1 FETCH (BODY[TEXT] {9}"])
        #expect(client.peer.wasDropped)
    }

    @Test func rowsMayBeMissingOrStubs() async throws {
        let missing = await (try Self.stage(Fault(.imapMissingRows, ["every": 2]))).adeleClient(selecting: "Known")
        #expect(
            await missing.say("FETCH 1:4 UID") == [
                "* 1 FETCH (UID 1)", "* 3 FETCH (UID 3)", "t OK FETCH completed.",
            ])
        let stub = await (try Self.stage(Fault(.imapStub, ["every": 2]))).adeleClient(selecting: "Known")
        let lines = await stub.say("FETCH 1:2 BODY.PEEK[TEXT]")
        #expect(lines.contains("Retrieval using the IMAP4 protocol failed for the following message: 2"))
        #expect(lines.contains("body of 1)"))
    }

    @Test func structuresMayBeMalformed() async throws {
        let stage = try IMAPStage(messages: [IMAPMessages.nested])
        stage.sandbox.faults.set(Fault(.imapMalformedStructure))
        let client = await stage.adeleClient(selecting: "Known")
        #expect(
            await client.say("FETCH 1 BODYSTRUCTURE").first?.contains("(NIL NIL NIL NIL NIL \"7BIT\" 0 NIL") == true)
        #expect(await client.say("FETCH 1 BODYSTRUCTURE").first?.contains("\"PDF\"") == true)
    }

    @Test func onlyEverySecondStructureMayBeMalformed() async throws {
        let stage = try IMAPStage(messages: Array(repeating: IMAPMessages.nested, count: 4))
        stage.sandbox.faults.set(Fault(.imapMalformedStructure, ["every": 2]))
        let client = await stage.adeleClient(selecting: "Known")
        let lines = await client.say("FETCH 1:4 BODYSTRUCTURE").dropLast()
        #expect(lines.map { $0.contains("(NIL NIL NIL NIL NIL") } == [false, true, false, true])
    }

    @Test func aChangeMayTakeEffectWithoutAnAnswer() async throws {
        let stage = try Self.stage(Fault(.dropAfter, door: .imap, operation: "STORE"))
        let client = await stage.adeleClient(selecting: "Known")
        #expect(await client.say("STORE 1 +FLAGS (\\Seen)").isEmpty)
        let again = await stage.adeleClient(selecting: "Known")
        #expect(await again.say("SEARCH SEEN").first == "* SEARCH 1")
        stage.sandbox.faults.set(Fault(.dropBefore, door: .imap, operation: "STORE"))
        #expect(await again.say("STORE 2 +FLAGS (\\Seen)").isEmpty)
        #expect(await (await stage.adeleClient(selecting: "Known")).say("SEARCH SEEN").first == "* SEARCH 1")
    }
}
