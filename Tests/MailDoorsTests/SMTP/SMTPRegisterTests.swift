import Tenant
import Testing

@testable import MailDoors

@Suite("SMTP's register")
struct SMTPRegisterTests {
    private let register = SMTPRegister()

    private func turn(_ now: Double, longest: Int = 60) -> Double {
        register.turn(of: SeedPeople.adele, perMinute: 3, longest: longest, at: now)
    }

    @Test("lets three a minute go at once, and the next when the first of them is a minute old")
    func turns() {
        #expect([1_000, 1_010, 1_020].map { turn($0) } == [1_000, 1_010, 1_020])
        #expect(turn(1_030) == 1_060)
        #expect(turn(1_030) == 1_070)
        #expect(turn(1_065) == 1_080)
        #expect(turn(1_200) == 1_200)
        #expect(register.turn(of: SeedPeople.bruno, perMinute: 3, longest: 60, at: 1_030) == 1_030)
    }

    @Test("lets nobody wait longer than is allowed, and nobody for a clock that was turned back")
    func bounds() {
        for _ in 0..<3 { #expect(turn(1_000) == 1_000) }
        #expect(turn(1_000, longest: 5) == 1_005)
        #expect(turn(10) == 10)
    }

    @Test("counts a mailbox's connections")
    func connections() {
        #expect(register.enter(SeedPeople.adele, limit: 1))
        #expect(!register.enter(SeedPeople.adele, limit: 1))
        #expect(register.enter(SeedPeople.bruno, limit: 1))
        register.leave(SeedPeople.adele)
        register.leave(SeedPeople.chidi)
        #expect(register.enter(SeedPeople.adele, limit: 1))
    }
}
