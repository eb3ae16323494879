import Tenant
import Testing

// A waiter that nobody wakes must fail the test, not hang it.
@Suite("The tenant's clock", .timeLimit(.minutes(10)))
struct SandboxClockTests {
    private let clock = SandboxClock()

    @Test("wakes who waits for a moment when it is moved there")
    func moved() async {
        let moment = clock.seconds + 100_000
        async let waiting: Void = clock.wait(until: moment, atMost: .seconds(86_400))
        clock.advance(bySeconds: 50_000)
        clock.advance(bySeconds: 50_001)
        await waiting
        #expect(clock.seconds >= moment)
    }

    @Test("waits for nothing that has been, and no longer than was asked", arguments: [-1.0, 1e300, .infinity])
    func ends(_ seconds: Double) async {
        await clock.wait(until: clock.seconds + seconds, atMost: seconds < 0 ? .seconds(86_400) : .milliseconds(1))
    }

    @Test("lets go of a task that is cancelled")
    func cancelled() async {
        let moment = clock.seconds + 100_000
        let waiting = Task { [clock] in await clock.wait(until: moment, atMost: .seconds(86_400)) }
        waiting.cancel()
        await waiting.value
        #expect(clock.seconds < moment)
    }
}
