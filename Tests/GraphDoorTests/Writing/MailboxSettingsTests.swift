import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("A mailbox's settings")
struct MailboxSettingsTests {
    @Test("show language, time zone and purpose, and take others")
    func settings() async throws {
        let rig = WritingRig()
        let before = try await rig.ask("GET", "/me/mailboxSettings")
        #expect(before.json["userPurpose"] == "user")
        #expect(before.json["timeZone"] == "UTC")
        let after = try await rig.ask(
            "PATCH", "/me/mailboxSettings",
            [
                "timeZone": "W. Europe Standard Time", "language": ["locale": "de-DE"],
                "automaticRepliesSetting": ["status": "alwaysEnabled"],
            ])
        #expect(after.json["timeZone"] == "W. Europe Standard Time")
        #expect(after.json["language"]?["locale"] == "de-DE")
        #expect(after.json["automaticRepliesSetting"]?["status"] == "alwaysEnabled")
        #expect(after.json["automaticRepliesSetting"]?["externalAudience"] == "all")
    }

    @Test(
        "change only where they can",
        arguments: [
            (["userPurpose": "shared"], "ErrorInvalidPropertySet"), (["zone": "UTC"], "RequestBodyRead"),
            (["timeZone": ""], "ErrorInvalidArgument"),
        ] as [(JSONValue, String)])
    func refusals(_ body: JSONValue, _ code: String) async throws {
        let rig = WritingRig()
        #expect(try await rig.ask("PATCH", "/me/mailboxSettings", body).code == code)
    }

    @Test("tell a shared mailbox from others")
    func shared() async throws {
        let reply = try await WritingRig().ask(
            "GET", "/users/support@contoso.example/mailboxSettings", token: "service")
        #expect(reply.json["userPurpose"] == "shared")
    }

    @Test("come with categories, rules, overrides and mail tips")
    func extras() async throws {
        let rig = WritingRig()
        #expect(
            try await rig.ask("GET", "/me/outlook/masterCategories").json["value"]?[0]?["displayName"] == "Red category"
        )
        #expect(try await rig.ask("GET", "/me/mailFolders/inbox/messageRules").json["value"] == [])
        #expect(try await rig.ask("GET", "/me/inferenceClassification/overrides").json["value"] == [])
        let tips = try await rig.ask(
            "POST", "/me/getMailTips",
            ["EmailAddresses": ["bruno@contoso.example"], "MailTipsOptions": "automaticReplies, mailboxFullStatus"])
        #expect(tips.json["value"]?[0]?["emailAddress"]?["name"] == "Bruno Keller")
    }
}
