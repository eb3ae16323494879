internal import Domain

/// Looks at an inbox when the deadline of its reader passes. Confined to the loop's thread.
final class InboxAlarm {
    private unowned let core: LoopCore
    private let inbox: StreamInbox
    private var timer: TimerQueue.ID?

    init(_ core: LoopCore, _ inbox: StreamInbox) {
        self.core = core
        self.inbox = inbox
    }

    func set(at instant: ContinuousClock.Instant) {
        core.cancel(timer)
        timer = core.schedule(at: instant) { [weak self] in self?.ring() }
    }

    func cancel() {
        core.cancel(timer)
        timer = nil
    }

    private func ring() {
        timer = nil
        if let next = inbox.alarm() { set(at: next) }
    }
}
