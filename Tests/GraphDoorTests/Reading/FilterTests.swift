import Domain
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("A filter")
struct FilterTests {
    /// Four messages, oldest first, each with something of its own.
    private static func rig() throws -> (ReadingRig, String) {
        let rig = ReadingRig(messages: 0)
        let folder = try rig.folder("Filtered")
        try rig.add("Alpha report", to: folder, minute: 1) {
            $0.importance = .high
        } marks: {
            $0.isRead = true
        }
        try rig.add("It's Beta", to: folder, minute: 2) {
            $0.from = NamedAddress(name: "Ann", address: "Ann@x.example")
        } marks: {
            $0.categories = ["Red", "Blue team"]
        }
        try rig.add("Gamma", to: folder, minute: 3) {
            $0.extendedProperties = ["String 0x1042": "<parent@host>"]
        } marks: {
            $0.followUp = .flagged
            $0.categories = ["Blue"]
        }
        try rig.add("Delta", to: folder, minute: 4) {
            $0.attachments = [
                LetterAttachment(
                    number: 1, name: "a.txt", contentType: "text/plain", modifiedAt: $0.sentAt, kind: .file(.held([1])))
            ]
        } marks: {
            $0.isDraft = true
        }
        return (rig, "/me/mailFolders/\(rig.id(ofFolder: folder))/messages")
    }

    @Test(
        "finds what it says",
        arguments: [
            ("isRead eq true", ["Alpha report"]),
            ("isRead ne true", ["Delta", "Gamma", "It's Beta"]),
            ("not isRead eq true and isDraft eq false", ["Gamma", "It's Beta"]),
            ("importance eq 'high'", ["Alpha report"]),
            ("subject eq 'IT''S BETA'", ["It's Beta"]),
            ("startswith(subject,'al')", ["Alpha report"]),
            ("contains(subject,'a') and not contains(subject,'t')", ["Gamma"]),
            ("contains(subject, 'gam') eq true or endswith(subject,'beta')", ["Gamma", "It's Beta"]),
            ("receivedDateTime ge 2026-01-01T00:03:00Z", ["Delta", "Gamma"]),
            ("receivedDateTime gt 2026-01-01T00:03:00Z", ["Delta"]),
            ("receivedDateTime lt 2026-01-01T01:03:00+01:00", ["It's Beta", "Alpha report"]),
            ("receivedDateTime ge 2026-01-02", []),
            ("from/emailAddress/address eq 'ann@x.example'", ["It's Beta"]),
            ("from/emailAddress/name eq 'Bob'", ["Delta", "Gamma", "Alpha report"]),
            ("categories/any(c:c eq 'Red')", ["It's Beta"]),
            ("categories/any(a:startswith(a,'Blue'))", ["Gamma", "It's Beta"]),
            ("not categories/any(c:c eq 'Red' or c eq 'Blue')", ["Delta", "Alpha report"]),
            ("flag/flagStatus eq 'flagged'", ["Gamma"]),
            ("hasAttachments eq true", ["Delta"]),
            ("internetMessageId eq '<Gamma.3@northwind.example>'", ["Gamma"]),
            (
                "singleValueExtendedProperties/any(ep: ep/id eq 'string 0x1042' and ep/value eq '<parent@host>')",
                ["Gamma"]
            ),
            ("singleValueExtendedProperties/any(ep:ep/id eq 'String 0x1042' and ep/value eq 'other')", []),
            (
                "(isRead eq true or (isDraft eq true)) and receivedDateTime ge 1970-01-01T00:00:00Z",
                ["Delta", "Alpha report"]
            ),
            ("isRead eq true or isDraft eq true and subject eq 'x'", ["Alpha report"]),
        ])
    func finds(_ filter: String, _ subjects: [String]) async throws {
        let (rig, path) = try Self.rig()
        let reply = await rig.get("\(path)?$filter=\(filter)&$count=true")
        #expect(reply.status == 200)
        #expect(reply.subjects == subjects)
        #expect(reply.json["@odata.count"]?.integerValue == Int64(subjects.count))
        #expect(await rig.get("\(path)/$count?$filter=\(filter)").text == String(subjects.count))
    }

    @Test(
        "that is none is refused in Graph's words",
        arguments: [
            ("colour eq 'red'", "RequestBroker--ParseUri"),
            ("from/emailAddress eq 'x'", "RequestBroker--ParseUri"),
            ("importance eq 'bogus'", "BadRequest"), ("flag/flagStatus ne 'x'", "BadRequest"),
            ("singleValueExtendedProperties/any(ep:ep/id eq 'x' and ep/value eq 'y')", "ErrorInvalidExtendedProperty"),
            ("receivedDateTime ge 'yesterday'", "RequestBroker--ParseUri"),
            ("isRead eq 'true'", "RequestBroker--ParseUri"),
            ("toRecipients/any(r:r/emailAddress/address eq 'x')", "ErrorInvalidUrlQueryFilter"),
            ("categories eq 'Red'", "ErrorInvalidUrlQueryFilter"),
            ("contains(isRead,'x')", "ErrorInvalidUrlQueryFilter"),
            ("singleValueExtendedProperties/any(ep:ep/value eq 'x')", "ErrorInvalidUrlQueryFilter"),
            ("isRead", "BadRequest"), ("isRead eq", "BadRequest"), ("isRead is true", "BadRequest"),
            ("subject eq 'open", "BadRequest"), ("(isRead eq true", "BadRequest"), ("isRead eq true)", "BadRequest"),
            ("isRead eq true isDraft eq true", "BadRequest"), ("length(subject) gt 3", "BadRequest"),
            ("subject eq \"x\"", "BadRequest"), ("", "BadRequest"), ("receivedDateTime ge 2026-13-01", "BadRequest"),
            (String(repeating: "(", count: 100) + "isRead eq true" + String(repeating: ")", count: 100), "BadRequest"),
            (Array(repeating: "isRead eq true", count: 300).joined(separator: " or "), "InefficientFilter"),
        ])
    func refused(_ filter: String, _ code: String) async throws {
        let (rig, path) = try Self.rig()
        let reply = await rig.get("\(path)?$filter=\(filter)")
        #expect(reply.status == 400)
        #expect(reply.code == code)
    }

    @Test(
        "goes with an order that it begins with, and with no other",
        arguments: [
            ("isRead eq false", "receivedDateTime desc", false),
            ("receivedDateTime ge 1970-01-01T00:00:00Z and isRead eq false", "receivedDateTime desc", true),
            ("isRead eq false and receivedDateTime ge 1970-01-01T00:00:00Z", "receivedDateTime desc", false),
            ("conversationId eq 'x'", "receivedDateTime", false),
            ("categories/any(c:c eq 'Red')", "subject", false),
            ("subject ne 'x' and receivedDateTime ge 1970-01-01T00:00:00Z", "subject,receivedDateTime desc", true),
            ("receivedDateTime ge 1970-01-01T00:00:00Z and subject ne 'x'", "subject,receivedDateTime desc", false),
        ])
    func order(_ filter: String, _ order: String, _ isAllowed: Bool) async throws {
        let (rig, path) = try Self.rig()
        let reply = await rig.get("\(path)?$filter=\(filter)&$orderby=\(order)")
        #expect(reply.status == (isAllowed ? 200 : 400))
        #expect(reply.code == (isAllowed ? nil : "InefficientFilter"))
    }

    @Test(
        "may be absent beside an order",
        arguments: [
            ("receivedDateTime", ["Alpha report", "It's Beta", "Gamma", "Delta"]),
            ("subject", ["Alpha report", "Delta", "Gamma", "It's Beta"]),
            ("isRead desc,subject desc", ["Alpha report", "It's Beta", "Gamma", "Delta"]),
            ("from/emailAddress/name", ["It's Beta", "Delta", "Gamma", "Alpha report"]),
        ])
    func orderAlone(_ order: String, _ subjects: [String]) async throws {
        let (rig, path) = try Self.rig()
        #expect(await rig.get("\(path)?$orderby=\(order)").subjects == subjects)
    }
}
