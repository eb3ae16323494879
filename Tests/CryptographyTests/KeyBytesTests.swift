import Cryptography
import Testing

@Suite("Key bytes")
struct KeyBytesTests {
    @Test("lend what they were made of")
    func lend() {
        let key = KeyBytes(copying: Array(0...99))
        #expect(key.count == 100)
        #expect(key.withBytes { $0 } == Array(0...99))
    }

    @Test("are random and of the length asked for")
    func random() {
        let keys = (0..<32).map { _ in KeyBytes.random().withBytes { $0 } }
        #expect(Set(keys).count == 32)
        #expect(KeyBytes.random(count: 9_000).count == 9_000)
        #expect(RandomBytes.make(0).isEmpty)
        #expect(RandomBytes.make(33).count == 33)
    }

    @Test("do not show themselves")
    func hidden() {
        let key = KeyBytes(copying: Array("hunter2hunter2".utf8))
        #expect("\(key)" == "<key>")
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("104"))
        #expect(Mirror(reflecting: key).children.isEmpty)
    }

    @Test("can be made by the thousand, whatever may be locked")
    func many() {
        let keys = (0..<4_000).map { KeyBytes(copying: [UInt8($0 & 0xFF), UInt8($0 >> 8)]) }
        #expect(
            keys.enumerated().allSatisfy { (number, key) in
                key.withBytes { Int($0[0]) | Int($0[1]) << 8 } == number
            })
    }

    @Test("An array can be wiped")
    func wipe() {
        var bytes: [UInt8] = [1, 2, 3]
        let kept = bytes
        bytes.wipe()
        #expect(bytes == [0, 0, 0])
        #expect(kept == [1, 2, 3])
        var empty: [UInt8] = []
        empty.wipe()
        #expect(empty.isEmpty)
    }
}
