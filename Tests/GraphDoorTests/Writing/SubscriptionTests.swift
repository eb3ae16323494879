import Domain
import JSON
import Synchronization
import Tenant
import Testing

@testable import GraphDoor

@Suite("A subscription", .timeLimit(.minutes(10)))
struct SubscriptionTests {
    private func wanted(_ rig: WritingRig, _ members: [String: JSONValue] = [:], minutes: Int64 = 60) -> JSONValue {
        var body: [String: JSONValue] = [
            "changeType": "created,updated,deleted", "notificationUrl": "https://localhost:9/n",
            "resource": "/me/messages",
            "expirationDateTime": .string(rig.sandbox.clock.now.advanced(by: .seconds(minutes * 60)).description),
            "clientState": "secret",
        ]
        body.merge(members) { $1 }
        return .object(body)
    }

    @Test("is made after a handshake with both addresses, and told of what is created")
    func created() async throws {
        let subscriber = Subscriber()
        let rig = WritingRig(notifier: subscriber)
        let reply = try await rig.ask(
            "POST", "/subscriptions", wanted(rig, ["lifecycleNotificationUrl": "http://127.0.0.1:9/l?k=1"]))
        #expect(reply.status == 201)
        #expect(reply.json["clientState"] == "secret")
        #expect(subscriber.handshakes.withLock { $0.count } == 2)
        let draft = try await rig.draft()
        let notice = await subscriber.next()
        #expect(notice["changeType"] == "created")
        #expect(notice["clientState"] == "secret")
        #expect(notice["subscriptionId"] == reply.json["id"])
        #expect(notice["resourceData"]?["id"] == .string(draft))
    }

    @Test("hears of changes, moves and ends in the folder that it watches")
    func folder() async throws {
        let subscriber = Subscriber()
        let rig = WritingRig(notifier: subscriber)
        let body = wanted(rig, ["resource": "me/mailFolders('Inbox')/messages"])
        #expect(try await rig.ask("POST", "/subscriptions", body).status == 201)
        let id = try rig.inboxID()
        _ = try await rig.draft()
        #expect(try await rig.ask("PATCH", "/me/messages/\(id)", ["importance": "high"]).status == 200)
        let changed = await subscriber.next()
        #expect(changed["changeType"] == "updated")
        #expect(changed["resourceData"]?["id"] == .string(id))
        #expect(try await rig.ask("POST", "/me/messages/\(id)/move", ["destinationId": "archive"]).status == 201)
        let moved = await subscriber.next()
        #expect(moved["changeType"] == "deleted")
        #expect(moved["resourceData"]?["id"] == .string(id))
    }

    @Test(
        "hears twice of a draft that is sent: when it is made and when it is in Sent Items", arguments: [true, false])
    func sentDraft(_ immutable: Bool) async throws {
        let subscriber = Subscriber()
        let rig = WritingRig(notifier: subscriber)
        let headers = immutable ? [("Prefer", "IdType=\"ImmutableId\"")] : []
        let body = wanted(rig, ["changeType": "created,deleted"])
        #expect(try await rig.ask("POST", "/subscriptions", body, headers: headers).status == 201)
        let draft = try await rig.draft()
        #expect(try await rig.ask("POST", "/me/messages/\(draft)/send").status == 202)
        await rig.sandbox.postOffice.settle()
        // The last to be told of.
        _ = try await rig.ask("POST", "/me/messages", ["subject": "after"])
        var kinds: [String] = []
        for _ in 0..<(immutable ? 3 : 4) { kinds.append(await subscriber.next()["changeType"]?.stringValue ?? "") }
        #expect(
            kinds == (immutable ? ["created", "created", "created"] : ["created", "deleted", "created", "created"]))
    }

    @Test("is refused when an address does not echo", arguments: [Subscriber.Manner.lies, .refuses])
    func handshake(_ manner: Subscriber.Manner) async throws {
        let rig = WritingRig(notifier: Subscriber(manner))
        let reply = try await rig.ask("POST", "/subscriptions", wanted(rig))
        #expect(reply.status == 400)
        #expect(reply.code == "ValidationError")
        #expect(try await rig.ask("GET", "/subscriptions").json["value"] == [])
    }

    @Test(
        "is refused when it asks for what there is not",
        arguments: [
            (["changeType": "renamed"], 400),
            (["notificationUrl": "https://example.com/n"], 400),
            (["notificationUrl": "ftp://localhost/n"], 400), (["resource": "/me/events"], 400),
            (["resource": "/users/bruno@contoso.example/messages"], 403),
            (["resource": "/users/support@contoso.example/messages"], 403),
            (["clientState": .string(String(repeating: "x", count: 129))], 400), (["includeResourceData": true], 400),
            (["expirationDateTime": "2020-01-01T00:00:00Z"], 400),
            (["expirationDateTime": "2099-01-01T00:00:00Z"], 400),
            (["colour": "red"], 400),
        ] as [([String: JSONValue], Int)])
    func refusal(_ members: [String: JSONValue], _ status: Int) async throws {
        let rig = WritingRig(notifier: Subscriber())
        #expect(try await rig.ask("POST", "/subscriptions", wanted(rig, members)).status == status)
    }

    @Test("is open to an app that acts for itself, on any mailbox")
    func application() async throws {
        let rig = WritingRig(notifier: Subscriber())
        let body = wanted(rig, ["resource": "/users/bruno@contoso.example/messages"])
        #expect(try await rig.ask("POST", "/subscriptions", body, token: "service").status == 201)
        // And seen by that app alone.
        #expect(try await rig.ask("GET", "/subscriptions").json["value"] == [])
        #expect(try await rig.ask("GET", "/subscriptions", token: "service").json["value"]?.arrayValue?.count == 1)
    }

    @Test("lives at most as long as the fact says, and at least 45 minutes")
    func lifetime() async throws {
        let rig = WritingRig(notifier: Subscriber()) { $0.set(Facts.subscriptionMinutes, to: 4_230) }
        #expect(try await rig.ask("POST", "/subscriptions", wanted(rig, minutes: 4_231)).code == "ValidationError")
        let short = try await rig.ask("POST", "/subscriptions", wanted(rig, minutes: 5))
        let expiry = try #require(short.json["expirationDateTime"]?.stringValue.flatMap { Timestamp($0) })
        #expect(expiry > rig.sandbox.clock.now.advanced(by: .seconds(44 * 60)))
    }

    @Test("is renewed, listed and ended")
    func life() async throws {
        let rig = WritingRig(notifier: Subscriber())
        let id = try await rig.ask("POST", "/subscriptions", wanted(rig)).id
        let later = rig.sandbox.clock.now.advanced(by: .seconds(86_400)).description
        let renewed = try await rig.ask("PATCH", "/subscriptions/\(id)", ["expirationDateTime": .string(later)])
        #expect(renewed.json["expirationDateTime"] == .string(later))
        #expect(try await rig.ask("PATCH", "/subscriptions/\(id)", ["resource": "x"]).status == 400)
        #expect(try await rig.ask("POST", "/subscriptions/\(id)/reauthorize").status == 204)
        #expect(try await rig.ask("DELETE", "/subscriptions/\(id)").status == 204)
        #expect(try await rig.ask("GET", "/subscriptions/\(id)").status == 404)
    }

    @Test(
        "is told to authorise again as soon as its token ends, and that it missed what came until it did",
        arguments: TokenEnd.allCases)
    func lifecycle(_ end: TokenEnd) async throws {
        let subscriber = Subscriber()
        let rig = WritingRig(notifier: subscriber)
        let body = wanted(rig, ["lifecycleNotificationUrl": "https://localhost:9/l"], minutes: 600)
        let id = try await rig.ask("POST", "/subscriptions", body).id
        switch end {
        case .time: rig.sandbox.clock.advance(bySeconds: 3_601)
        case .expiry: rig.sandbox.tokens.expireAll(of: SeedPeople.adele)
        case .revocation: rig.sandbox.tokens.revokeAll(of: SeedPeople.adele)
        }
        #expect(await subscriber.next()["lifecycleEvent"] == "reauthorizationRequired")
        rig.sandbox.tokens.keep("new", rig.grant(.person(SeedPeople.adele), SeedApps.graph))
        #expect(try await rig.ask("POST", "/me/messages", ["subject": "unheard"], token: "new").status == 201)
        let desk = rig.door.subscriptions
        while !desk.list(of: SeedApps.graph, in: SeedPeople.contoso).allSatisfy(\.missedSomething) {
            await Task.yield()
        }
        #expect(try await rig.ask("POST", "/subscriptions/\(id)/reauthorize", token: "new").status == 204)
        #expect(await subscriber.next()["lifecycleEvent"] == "missed")
        let heard = try await rig.ask("POST", "/me/messages", ["subject": "heard"], token: "new").id
        #expect(await subscriber.next()["resourceData"]?["id"] == .string(heard))
    }

    enum TokenEnd: CaseIterable { case time, expiry, revocation }

    @Test("can be told by hand of what happens to it", arguments: LifecycleEvent.allCases)
    func forced(_ event: LifecycleEvent) async throws {
        let subscriber = Subscriber()
        let rig = WritingRig(notifier: subscriber)
        let body = wanted(rig, ["lifecycleNotificationUrl": "https://localhost:9/l"])
        let id = try await rig.ask("POST", "/subscriptions", body).id
        #expect(await rig.door.tellSubscriber(of: try #require(GUID(id)), event))
        #expect(await subscriber.next()["lifecycleEvent"] == .string(event.rawValue))
        #expect(
            try await rig.ask("GET", "/subscriptions/\(id)").status == (event == .subscriptionRemoved ? 404 : 200))
        #expect(await rig.door.tellSubscriber(of: .random(), event) == false)
    }

    @Test("ends when consent is withdrawn, and says so")
    func removed() async throws {
        let subscriber = Subscriber()
        let rig = WritingRig(notifier: subscriber)
        let body = wanted(rig, ["lifecycleNotificationUrl": "https://localhost:9/l"])
        #expect(try await rig.ask("POST", "/subscriptions", body).status == 201)
        rig.sandbox.directory.withdrawConsents(
            client: SeedApps.graph, tenant: SeedPeople.contoso, person: SeedPeople.adele)
        _ = try await rig.draft()
        #expect(await subscriber.next()["lifecycleEvent"] == "subscriptionRemoved")
    }

    @Test("is told when it missed something")
    func missed() async throws {
        let gate = Gate()
        let subscriber = Subscriber(gate: gate)
        let rig = WritingRig(notifier: subscriber)
        let members: [String: JSONValue] = [
            "changeType": "created", "lifecycleNotificationUrl": "https://localhost:9/l",
        ]
        #expect(try await rig.ask("POST", "/subscriptions", wanted(rig, members)).status == 201)
        _ = try await rig.draft()
        await gate.arrival()
        // While it has its hands full, more happens than is kept for it.
        let number = try #require(rig.newest(.inbox)).number
        let now = rig.sandbox.clock.now
        try rig.adele.change { (state) throws(MailboxError) in
            for _ in 0..<1_000 { try state.update(number, at: now) { $0.isRead.toggle() } }
        }
        await gate.open()
        #expect(await subscriber.next()["changeType"] == "created")
        #expect(await subscriber.next()["lifecycleEvent"] == "missed")
    }

    @Test("needs no handshake when the fact is turned round")
    func unshaken() async throws {
        let rig = WritingRig(notifier: Subscriber(.refuses)) { $0.set(Facts.subscriptionHandshake, to: false) }
        #expect(try await rig.ask("POST", "/subscriptions", wanted(rig)).status == 201)
    }
}
