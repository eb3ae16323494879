import Broker
import Domain
import JSON
import OAuth
import Synchronization
import TestSupport
import Testing
import Transport

@Suite("A refresh token that lies idle")
struct IdleExerciseTests {
    static let week: Duration = .seconds(7 * 86_400)
    static let day: Int64 = 86_400

    /// What was waited for between two accounts.
    private final class Pauses: Sendable {
        private let lengths = Mutex<[Duration]>([])
        private let limit: Int
        var all: [Duration] { lengths.withLock { $0 } }

        init(limit: Int = .max) { self.limit = limit }

        func wait(_ length: Duration) -> Bool {
            lengths.withLock {
                $0.append(length)
                return $0.count < limit
            }
        }
    }

    private func exercise(_ desk: Desk, _ pauses: Pauses = Pauses()) async throws {
        try await desk.service.exerciseIdle(after: Self.week) { pauses.wait($0) }
    }

    @Test("is used once it is idle for so long, and not again before it is once more")
    func idle() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        desk.clock.advance(seconds: 7 * Self.day - 1)
        try await exercise(desk)
        #expect(desk.provider.tokenRequests.count == 1)
        desk.clock.advance(seconds: 1)
        try await exercise(desk)
        try await exercise(desk)
        #expect(desk.provider.tokenRequests.count == 2)
        let status = try await desk.service.grantStatus(of: account)
        #expect(status?.refreshedAt == desk.clock.now())
        desk.clock.advance(seconds: 7 * Self.day)
        try await exercise(desk.restarted())
        #expect(desk.provider.tokenRequests.count == 3)
    }

    @Test("is left alone while its account is used")
    func used() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        for _ in 0..<20 {
            desk.clock.advance(seconds: Self.day)
            _ = try await desk.token(account)
        }
        let before = desk.provider.tokenRequests.count
        try await exercise(desk)
        #expect(desk.provider.tokenRequests.count == before)
    }

    private func desk(_ count: Int) async throws -> Desk {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        for index in 0..<count {
            desk.provider.behave { $0.claims = ["oid": .string("aaaaaaaa-bbbb-cccc-dddd-\(100_000_000_000 + index)")] }
            let invitation = try await desk.begin(app)
            _ = try await desk.complete(invitation, code: desk.provider.consent(invitation.url))
            desk.clock.advance(seconds: 1)
        }
        return desk
    }

    @Test("of many accounts is used one after the other, the oldest first, with pauses that differ, until time is up")
    func many() async throws {
        let desk = try await desk(20)
        let oldest = desk.store.contents.grants.values.sorted { $0.signedInAt < $1.signedInAt }.map(\.refreshToken)
        desk.clock.advance(seconds: 7 * Self.day)
        let pauses = Pauses(limit: 15)
        try await exercise(desk, pauses)
        let used = desk.provider.tokenRequests.compactMap { $0["refresh_token"].map { Credential($0) } }
        #expect(used == Array(oldest.prefix(15)))
        #expect(pauses.all.allSatisfy { $0 >= .seconds(1) && $0 < .seconds(5) })
        #expect(Set(pauses.all).count > 10)
        // The rest has its turn the next time.
        try await exercise(desk)
        #expect(desk.provider.tokenRequests.count == 40)
    }

    @Test("that fails is tried once a day, whatever was wrong, and one account's failure holds up no other")
    func failing() async throws {
        let desk = try await desk(3)
        desk.clock.advance(seconds: 7 * Self.day)
        desk.provider.revokeAll()
        try await exercise(desk)
        #expect(desk.provider.tokenRequests.count == 6)
        desk.clock.advance(seconds: Self.day - 1)
        try await exercise(desk)
        #expect(desk.provider.tokenRequests.count == 6)
        desk.clock.advance(seconds: 1)
        try await exercise(desk)
        #expect(desk.provider.tokenRequests.count == 9)
    }

    @Test("whose refusal was a passing one heals by itself within a day")
    func healed() async throws {
        let (desk, account) = try await TokenTests.restartedDesk {
            $0.intercept = { _ in .refusal("invalid_grant", codes: [50_173]) }
        }
        _ = await failure { _ = try await desk.token(account) }
        desk.provider.behave { $0.intercept = nil }
        desk.clock.advance(seconds: Self.day)
        try await exercise(desk)
        #expect(try await desk.service.grantStatus(of: account)?.failure == nil)
    }

    @Test("of an account of which one resource alone fails is used for the other, once a day")
    func halfFailing() async throws {
        let (desk, account) = try await TokenTests.restartedDesk(TokenTests.both()) {
            $0.intercept = { request in
                let form = request.body?.withExposed { FormFields.read(String(decoding: $0, as: UTF8.self)) } ?? [:]
                return form["scope"]?.contains("outlook.office.com") == true
                    ? .refusal("invalid_grant", codes: [65_001], suberror: "consent_required") : nil
            }
        }
        _ = await failure { _ = try await desk.token(account) }
        var before = desk.provider.tokenRequests.count
        for _ in 0..<3 {
            desk.clock.advance(seconds: Self.day)
            try await exercise(desk)
            // Each hour, as the daemon does.
            desk.clock.advance(seconds: 3_600)
            try await exercise(desk)
            #expect(desk.provider.tokenRequests.count == before + 1)
            #expect(desk.provider.tokenRequests.last?["scope"]?.contains("graph") == true)
            before = desk.provider.tokenRequests.count
        }
        #expect(try await desk.service.grantStatus(of: account)?.refreshedAt != nil)
    }

    @Test("is not used while its provider is to be left alone")
    func held() async throws {
        let desk = Desk()
        let account = try await desk.signIn().account
        desk.clock.advance(seconds: 8 * Self.day)
        desk.provider.behave {
            $0.intercept = { _ in .text("", status: 429, headers: [HTTPField("Retry-After", "3600")]) }
        }
        // Where the failure could not be written down, only the hold in memory knows of it.
        desk.store.allowWrites(0)
        _ = await failure { _ = try await desk.token(account) }
        #expect(desk.provider.tokenRequests.count == 2)
        try await exercise(desk)
        #expect(desk.provider.tokenRequests.count == 2)
    }

    @Test("of an app that moved is void, and stays where it is")
    func moved() async throws {
        let desk = Desk()
        _ = try await desk.signIn()
        let app = try await desk.service.apps.all()[0]
        _ = try await desk.service.updateApp(
            app.id, AppChange(clientSecret: Credential("another"), authority: "organizations"))
        desk.clock.advance(seconds: 8 * Self.day)
        try await exercise(desk)
        #expect(desk.provider.tokenRequests.count == 1)
    }
}
