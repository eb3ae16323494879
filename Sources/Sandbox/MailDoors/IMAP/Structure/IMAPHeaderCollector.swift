/// Gathers, line by line, the fields of one header that describe its body. The first of a name counts.
struct IMAPHeaderCollector {
    private var values: [String: [UInt8]] = [:]
    private var name: String?
    private var room = 1 << 16

    mutating func add(_ line: [UInt8]) {
        if let first = line.first, first == 0x20 || first == 0x09 {
            if let name, spend(line.count) { values[name]?.append(contentsOf: line) }
            return
        }
        name = nil
        guard let colon = line.prefix(128).firstIndex(of: UInt8(ascii: ":")) else { return }
        let written = String(decoding: line[..<colon], as: UTF8.self).lowercased().filter { $0 != " " && $0 != "\t" }
        guard IMAPFields.kept.contains(written), values[written] == nil, spend(line.count) else { return }
        name = written
        values[written] = Array(line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 })
    }

    func finish() -> IMAPFields { IMAPFields(values) }

    private mutating func spend(_ count: Int) -> Bool {
        guard count <= room else { return false }
        room -= count
        return true
    }
}
