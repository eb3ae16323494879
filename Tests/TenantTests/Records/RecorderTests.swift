import Domain
import Tenant
import Testing

@Suite("The record of requests")
struct RecorderTests {
    private let recorder = Recorder()

    @Test("numbers what it keeps, and forgets it when asked")
    func keeps() {
        for _ in 0..<3 { recorder.add(.sample()) }
        #expect(recorder.records(after: 1).map(\.sequence) == [2, 3])
        recorder.clear()
        recorder.add(.sample())
        #expect(recorder.records().map(\.sequence) == [4])
    }

    @Test("drops the oldest of too many")
    func many() {
        for _ in 0..<100_001 { recorder.add(.sample()) }
        #expect(recorder.records().map(\.sequence) == Array(50_001...100_001))
    }

    @Test("drops the oldest when they are too long, and counts on from there")
    func long() {
        let long = RequestRecord.sample(String(repeating: "x", count: 1 << 20))
        for round in 1...3 {
            for _ in 0..<200 { recorder.add(long) }
            let kept = recorder.records()
            #expect(kept.count <= 256 && kept.last?.sequence == round * 200)
        }
        #expect(recorder.records().count > 100)
    }
}

extension RequestRecord {
    fileprivate static func sample(_ body: String = "") -> RequestRecord {
        RequestRecord(
            time: Timestamp(secondsSince1970: 0), occasion: Occasion(door: .graph, operation: "list"), method: "GET",
            target: "/", body: body)
    }
}
