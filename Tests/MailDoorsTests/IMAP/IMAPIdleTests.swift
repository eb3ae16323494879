import LineTesting
import Tenant
import Testing

@testable import MailDoors

@Suite("IDLE", .timeLimit(.minutes(10)))
struct IMAPIdleTests {
    @Test func whatHappensIsToldUntilTheClientIsDone() async throws {
        let stage = try IMAPStage(messages: [IMAPMessages.plain])
        let idler = await stage.adeleClient(selecting: "Known")
        let other = await stage.adeleClient(selecting: "Known")
        idler.peer.say("t IDLE")
        #expect(await idler.peer.line() == "+ IDLE accepted, awaiting DONE command.")
        _ = await other.say("APPEND Known {\(IMAPMessages.plain.utf8.count)+}\r\n\(IMAPMessages.plain)")
        #expect(await idler.peer.line() == "* 2 EXISTS")
        #expect(await idler.peer.line()?.hasSuffix(" RECENT") == true)
        _ = await other.say("STORE 1 +FLAGS.SILENT (\\Deleted)")
        #expect(await idler.peer.line() == "* 1 FETCH (FLAGS (\\Deleted \\Recent))")
        _ = await other.say("EXPUNGE")
        #expect(await idler.peer.line() == "* 1 EXPUNGE")
        idler.peer.say("done")
        #expect(await idler.answer() == ["t OK IDLE completed."])
        #expect(stage.sandbox.recorder.records().count { $0.method == "IDLE" } == 1)
    }

    @Test func aClientThatSaysSomethingElseIsToldSo() async throws {
        let client = await (try IMAPStage()).adeleClient(selecting: "Known")
        client.peer.say("t IDLE")
        _ = await client.peer.line()
        client.peer.say("x NOOP")
        #expect(await client.answer() == ["t BAD Command Error. 12"])
        #expect(await client.say("NOOP") == ["t OK NOOP completed."])
    }
}
