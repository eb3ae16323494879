import Domain
import Testing

@testable import Mail

@Suite("A send under way")
struct SendAttemptTests {
    let short = Deadline.after(.seconds(60))
    let long = Deadline.after(.seconds(800))
    let limit = Deadline.after(.seconds(900))

    @Test("is tried as long as the most patient caller waits, and no longer than the sender does")
    func patience() {
        let attempt = SendAttempt(contentHash: [])
        #expect(attempt.patience(atMost: limit) == limit)
        #expect(attempt.join(until: short))
        #expect(attempt.patience(atMost: limit) == short)
        #expect(attempt.join(until: long))
        #expect(attempt.join(until: short))
        #expect(attempt.patience(atMost: limit) == long)
        #expect(attempt.patience(atMost: short) == short, "whoever waits")
    }

    @Test("ended too soon for whoever came later and waits longer, if it was time that it lacked")
    func tooSoon() {
        let attempt = SendAttempt(contentHash: [])
        #expect(!attempt.endedTooSoon(with: .timedOut, for: long))
        #expect(attempt.join(until: short))
        _ = attempt.patience(atMost: limit)
        #expect(attempt.join(until: long))
        for error in [MailError.timedOut, .rateLimited("later"), .unavailable("later")] {
            #expect(attempt.endedTooSoon(with: error, for: long))
            #expect(!attempt.endedTooSoon(with: error, for: short))
            #expect(!attempt.endedTooSoon(with: error, for: Fixture.passed))
        }
        for error in [MailError.cancelled, .sendOutcomeUnknown, .conflict("no"), .storage("full")] {
            #expect(!attempt.endedTooSoon(with: error, for: long))
        }
    }
}
