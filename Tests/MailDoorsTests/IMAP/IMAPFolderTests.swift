import Tenant
import Testing

@testable import MailDoors

@Suite("Folders over IMAP", .timeLimit(.minutes(10)))
struct IMAPFolderTests {
    @Test func namesAreInTheMailboxsLanguageAndEncoded() async throws {
        let client = await (try IMAPStage()).client(of: SeedPeople.bruno, user: "bruno@contoso.example")
        let lines = await client.say("LIST \"\" *")
        #expect(lines.first?.hasSuffix("\"/\" INBOX") == true)
        #expect(lines.contains { $0.hasSuffix("\"/\" \"Gesendete Elemente\"") })
        #expect(lines.contains { $0.hasSuffix("\"/\" Entw&APw-rfe") })
        #expect(await client.say("EXAMINE Entw&APw-rfe").last == "t OK [READ-ONLY] EXAMINE completed.")
        #expect(!lines.contains { $0.contains("\\Sent") || $0.contains("\\Trash") })
    }

    @Test func aSlashInANameIsShownAsSomethingElse() async throws {
        let stage = try IMAPStage()
        let mailbox = try stage.adele
        let made = try mailbox.change { state throws(MailboxError) in
            try state.createFolder(name: "This/That", in: state.root).number
        }
        let client = await stage.adeleClient()
        let lines = await client.say("LIST \"\" This*")
        #expect(lines == ["* LIST (\\HasNoChildren) \"/\" This_That", "t OK LIST completed."])
        #expect(await client.say("DELETE This_That") == ["t OK DELETE completed."])
        #expect(mailbox.read { $0.folder(made) == nil })
    }

    @Test(arguments: [
        ("\"\" %", ["INBOX", "Known"], ["Known/a"]), ("\"\" Known/*", ["Known/a", "Known/a/b"], ["Known"]),
        ("Known/ %", ["Known/a"], ["Known/a/b"]), ("\"\" inb*", ["INBOX"], ["Known"]),
        ("\"\" \"K%n/%/b\"", ["Known/a/b"], ["Known/a"]),
    ])
    func patternsChooseLevels(arguments: String, shown: [String], hidden: [String]) async throws {
        let client = await (try IMAPStage()).adeleClient()
        #expect(await client.say("CREATE Known/a/b/") == ["t OK CREATE completed."])
        let names = await client.say("LIST \(arguments)").dropLast().map { $0.split(separator: " ").last ?? "" }
        for name in shown { #expect(names.contains(name[...])) }
        for name in hidden { #expect(!names.contains(name[...])) }
    }

    @Test func aPersonalMailboxShowsWhatItsFoldersAreFor() async throws {
        let client = await (try IMAPStage()).client(of: SeedPeople.pat, user: "pat@outlook.example")
        let lines = await client.say("LIST \"\" *")
        for use in ["\\Sent", "\\Trash", "\\Drafts", "\\Junk"] { #expect(lines.contains { $0.contains(use) }) }
        #expect(await client.say("CAPABILITY").first?.contains("SPECIAL-USE") == false)
    }

    @Test func foldersAreMadeRenamedAndDeleted() async throws {
        let client = await (try IMAPStage()).adeleClient()
        #expect(await client.say("CREATE One/Two") == ["t OK CREATE completed."])
        #expect(await client.say("CREATE one/two") == ["t NO Mailbox already exists."])
        #expect(await client.say("RENAME One/Two Three/Four") == ["t OK RENAME completed."])
        #expect(await client.say("RENAME Three/Four Five") == ["t OK RENAME completed."])
        #expect(await client.say("RENAME Five Three/Four") == ["t OK RENAME completed."])
        #expect(await client.say("LIST \"\" Three*").dropLast().count == 2)
        #expect(await client.say("DELETE Three").last == "t NO DELETE failed.")
        #expect(await client.say("DELETE Three/Four") == ["t OK DELETE completed."])
        #expect(await client.say("DELETE Three/Four") == ["t NO Mailbox does not exist."])
        #expect(await client.say("DELETE INBOX") == ["t NO DELETE failed."])
        #expect(await client.say("RENAME \"Sent Items\" Other") == ["t NO RENAME failed."])
    }

    @Test func aFolderMovesUnderANewNameWhereItsOldOneIsTaken() async throws {
        let client = await (try IMAPStage()).adeleClient()
        for name in ["a/x", "a/y", "b/x"] { #expect(await client.say("CREATE \(name)") == ["t OK CREATE completed."]) }
        #expect(await client.say("RENAME a/x b/y") == ["t OK RENAME completed."])
        #expect(await client.say("LIST \"\" b/*").dropLast().count == 2)
        #expect(await client.say("LIST \"\" a/*").first?.hasSuffix(" a/y") == true)
    }

    @Test func aRenamingThatIsRefusedChangesNothing() async throws {
        let client = await (try IMAPStage()).adeleClient()
        #expect(await client.say("CREATE a") == ["t OK CREATE completed."])
        let before = await client.say("LIST \"\" *")
        for command in ["RENAME a a/new/deep/q", "RENAME Drafts new/Drafts"] {
            #expect(await client.say(command) == ["t NO RENAME failed."])
        }
        #expect(await client.say("LIST \"\" *") == before)
    }

    @Test func subscriptionsAreKeptForAllConnections() async throws {
        let stage = try IMAPStage()
        let client = await stage.adeleClient()
        #expect(await client.say("UNSUBSCRIBE Known") == ["t OK UNSUBSCRIBE completed."])
        let other = await stage.adeleClient()
        #expect(await other.say("LSUB \"\" Known") == ["t OK LSUB completed."])
        #expect(await other.say("SUBSCRIBE Known") == ["t OK SUBSCRIBE completed."])
        #expect(await client.say("LSUB \"\" Known").first == "* LSUB (\\HasNoChildren) \"/\" Known")
    }

    @Test func aFrontEndWithRev2OffersItAndRefusesLsubAndThenSearch() async throws {
        let client = await (try IMAPStage { $0.set(Facts.imapRev2, to: true) }).adeleClient(selecting: "Known")
        let capabilities = await client.say("CAPABILITY").first ?? ""
        #expect(capabilities.contains(" UNSELECT ENABLE IMAP4rev2 CLIENTACCESSRULES "))
        #expect(capabilities.contains(" BACKENDAUTHENTICATE BACKENDAUTHENTICATE-IR "))
        #expect(await client.say("LSUB \"\" *") == ["t BAD Command Error. 12"])
        #expect(await client.say("SEARCH ALL").last == "t OK SEARCH completed.")
        #expect(await client.say("ENABLE IMAP4rev2") == ["* ENABLED IMAP4rev2", "t OK ENABLE completed."])
        #expect(await client.say("SEARCH ALL") == ["t BAD Command Error. 12"])
    }

    @Test func selectSpeaksExchangesWords() async throws {
        let stage = try IMAPStage(messages: ["Subject: 1\r\n\r\nx", "Subject: 2\r\n\r\ny"])
        let validity = try stage.adele.read { state in
            state.folders.values.first { $0.displayName == IMAPStage.folder }?.uidValidity ?? 0
        }
        let client = await stage.adeleClient()
        #expect(
            await client.say("SELECT Known") == [
                "* 2 EXISTS", "* 2 RECENT", "* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent)",
                "* OK [PERMANENTFLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent)] Permanent flags",
                "* OK [UNSEEN 1] Is the first unseen message", "* OK [UIDVALIDITY \(validity)] UIDVALIDITY value",
                "* OK [UIDNEXT 3] The next unique identifier value", "t OK [READ-WRITE] SELECT completed.",
            ])
        #expect(
            await client.say("STATUS Known (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)").first
                == "* STATUS Known (MESSAGES 2 RECENT 0 UIDNEXT 3 UIDVALIDITY \(validity) UNSEEN 2)")
        let examined = await client.say("EXAMINE Known")
        #expect(examined.contains("* OK [PERMANENTFLAGS ()] Permanent flags"))
        #expect(await client.say("STORE 1 +FLAGS (\\Seen)") == ["t NO Command received in Invalid state."])
        #expect(await client.say("SELECT Nowhere") == ["t NO Mailbox does not exist."])
        #expect(await client.say("FETCH 1 FLAGS") == ["t BAD Command received in Invalid state."])
    }

    @Test func uidValidityCanBeAnotherOne() async throws {
        let plain = await (try IMAPStage()).adeleClient()
        let turned = await (try IMAPStage { $0.set(Facts.imapUIDValidityOffset, to: 100) }).adeleClient()
        #expect(await plain.say("STATUS Known (UIDVALIDITY)") != (await turned.say("STATUS Known (UIDVALIDITY)")))
    }
}
