import Domain
import Testing

@testable import Tenant

@Suite("Base64 in lines")
struct Base64LinesTests {
    /// What another encoder makes of the bytes, cut into lines of 76.
    private func reference(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array(Base64(bytes).text.utf8)
        return stride(from: 0, to: digits.count, by: 76).flatMap { digits[$0..<min($0 + 76, digits.count)] + [13, 10] }
    }

    @Test(
        "is what another encoder makes, at every edge of a group and of a line",
        arguments: [
            0, 1, 2, 3, 4, 55, 56, 57, 58, 59, 60, 113, 114, 115, 171, 172, 1_000,
        ])
    func encoding(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
        #expect(Base64Lines.encode(bytes) == reference(bytes))
        #expect(Base64Lines.count(of: count) == reference(bytes).count)
    }

    @Test("gives any range as the same part of the whole", arguments: [1, 57, 58, 170, 171])
    func ranges(count: Int) {
        let source = AttachmentBytes.grown(seed: 9, count: count)
        let whole = Base64Lines.encode(source.read(0..<count))
        for lower in 0...whole.count {
            for upper in lower...whole.count where upper - lower < 90 || upper == whole.count {
                #expect(Array(Base64Lines.read(lower..<upper, of: source)) == Array(whole[lower..<upper]))
            }
        }
    }
}
