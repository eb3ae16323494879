import Domain
import Testing
import Transport

@testable import Curl

@Suite("What a stream has received and nobody has read yet")
struct StreamInboxTests {
    private let full = [UInt8](repeating: 1, count: StreamInbox.capacity)

    /// An inbox into which the loop has read all that it holds, and which it therefore left to its reader.
    private func paused() -> StreamInbox {
        let inbox = StreamInbox()
        unsafe full.withUnsafeBytes { unsafe inbox.deliver($0) }
        #expect(inbox.room() == 0)
        return inbox
    }

    private func isResume(_ wish: StreamInbox.Wish) -> Bool {
        if case .resume = wish { true } else { false }
    }

    @Test("asks for more when it was full and is read at once")
    func ready() throws {
        let (reading, wish) = paused().takeReady(atMost: .max)
        #expect(try reading?.get() == full)
        #expect(isResume(wish))
    }

    @Test("asks for more when it became full just before a reader would have waited")
    func inBetween() async throws {
        let inbox = paused()
        var resumes = false
        let reading = await withCheckedContinuation { continuation in
            resumes = isResume(
                inbox.wait(
                    inbox.nextReader(), atMost: .max, until: .generous, isCancelled: false, continuation))
        }
        #expect(try reading.get() == full)
        #expect(resumes)
    }

    @Test("asks for nothing while it is more than half full")
    func halfFull() {
        #expect(!isResume(paused().takeReady(atMost: StreamInbox.capacity / 2).1))
    }
}
