import Testing

@testable import Curl

@Suite("The loop's timers")
struct TimerQueueTests {
    private let start = ContinuousClock.now

    private func drain(_ timers: inout TimerQueue, at offset: Duration) {
        while let action = timers.takeDue(at: start + offset) { action() }
    }

    @Test func comeInOrderOfTheirTimeAndNotBefore() {
        var timers = TimerQueue()
        var order: [Int] = []
        for number in [5, 3, 9, 1, 7, 2, 8, 4, 6] {
            _ = timers.schedule(at: start + .seconds(number)) { order.append(number) }
        }
        drain(&timers, at: .seconds(4))
        #expect(order == [1, 2, 3, 4])
        #expect(timers.next() == start + .seconds(5))
        drain(&timers, at: .seconds(100))
        #expect(order == Array(1...9))
        #expect(timers.next() == nil)
    }

    @Test func doNotComeOnceCancelled() {
        var timers = TimerQueue()
        var order: [Int] = []
        let ids = (0..<1_000).map { number in
            timers.schedule(at: start + .milliseconds((number * 7919) % 1_000)) {
                order.append((number * 7919) % 1_000)
            }
        }
        for (index, id) in ids.enumerated() where index % 10 != 0 { timers.cancel(id) }
        timers.cancel(ids[1])
        timers.cancel(nil)
        #expect(timers.count == 100)
        drain(&timers, at: .seconds(2))
        #expect(order.count == 100)
        #expect(order == order.sorted())
    }
}
