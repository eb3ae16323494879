import Doorway

/// What any program may send to the sandbox's doors of lines.
enum LinesFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [("lines", lines)]

    /// The lines are the same whether the bytes come at once or in pieces, whose size the first byte gives.
    private static func lines(_ input: [UInt8]) {
        let size = Int(input.first ?? 0) + 1
        let bytes = Array(input.dropFirst())
        precondition(read(bytes, by: max(bytes.count, 1)) == read(bytes, by: size), "lines depend on how they arrive")
    }

    private static func read(_ bytes: [UInt8], by size: Int) -> [[UInt8]?] {
        var buffer = LineBuffer()
        var lines: [[UInt8]?] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            buffer.append(Array(bytes[start..<min(start + size, bytes.count)]))
            while let answer = buffer.next(.line(limit: 16)) {
                let line = try? answer.get()
                precondition(line.map { $0.count <= 16 } ?? true, "a line beyond the limit")
                lines.append(line)
            }
        }
        return lines
    }
}
