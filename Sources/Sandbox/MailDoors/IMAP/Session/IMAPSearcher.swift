import Domain
import Tenant

/// A search, made ready once for many messages.
struct IMAPSearcher {
    /// A message that is looked at; what it says is grown only when a key asks for it.
    struct Candidate {
        let message: StoredMessage
        let sequence: UInt32
        let letter: () -> Letter
        let size: () -> Int
    }
    private typealias Test = (Candidate) -> Bool
    private let test: Test

    init(_ key: IMAPSearchKey, selection: IMAPSelection, keywords: Bool) {
        test = Self.test(key, selection, keywords)
    }

    func matches(_ candidate: Candidate) -> Bool { test(candidate) }

    private static func test(_ key: IMAPSearchKey, _ selection: IMAPSelection, _ keywords: Bool) -> Test {
        switch key {
        case .all: return { _ in true }
        case .flag(let flag, let isSet):
            return { candidate in
                let isRecent = selection.isRecent(candidate.message.uid)
                let flags = candidate.message.flags(isRecent: isRecent, keywords: keywords)
                return flags.contains { $0.text.lowercased() == flag.text.lowercased() } == isSet
            }
        case .new: return { selection.isRecent($0.message.uid) && !$0.message.isRead }
        case .sequence(let set):
            let ranges = set.ranges(largest: UInt32(clamping: selection.count))
            return { candidate in contains(ranges, candidate.sequence) }
        case .uid(let set):
            let ranges = set.ranges(largest: selection.uids.last ?? 0)
            return { candidate in contains(ranges, candidate.message.uid) }
        case .received(let comparison, let day):
            return { compare($0.message.receivedAt, comparison, day) }
        case .sent(let comparison, let day): return { compare($0.letter().sentAt, comparison, day) }
        case .larger(let count): return { $0.size() > Int(count) }
        case .smaller(let count): return { $0.size() < Int(count) }
        case .field(let field, let text):
            let needle = Needle(text)
            return { candidate in values(of: field, in: candidate.letter()).contains(where: needle.isIn) }
        case .header(let name, let text):
            let (name, needle) = (name.lowercased(), Needle(text))
            return { candidate in
                Rendering.headerFields(of: candidate.letter()).contains {
                    $0.name.lowercased() == name && needle.isIn($0.value)
                }
            }
        case .body(let text):
            let needle = Needle(text)
            return { isInBody(needle, $0.letter()) }
        case .text(let text):
            let needle = Needle(text)
            return { candidate in
                let letter = candidate.letter()
                return isInBody(needle, letter)
                    || Rendering.headerFields(of: letter).contains { needle.isIn("\($0.name): \($0.value)") }
            }
        case .not(let key):
            let inner = test(key, selection, keywords)
            return { !inner($0) }
        case .either(let left, let right):
            let tests = (test(left, selection, keywords), test(right, selection, keywords))
            return { tests.0($0) || tests.1($0) }
        case .every(let keys):
            // Those that need only what is at hand go first.
            let tests = keys.filter { !$0.needsLetter } + keys.filter(\.needsLetter)
            let prepared = tests.map { test($0, selection, keywords) }
            return { candidate in prepared.allSatisfy { $0(candidate) } }
        }
    }

    private static func contains(_ ranges: [ClosedRange<UInt32>], _ number: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(number)
    }

    /// By days in UTC.
    private static func compare(
        _ moment: Timestamp, _ comparison: IMAPSearchKey.Comparison, _ day: Timestamp
    ) -> Bool {
        let next = Timestamp(secondsSince1970: day.secondsSince1970 + IMAPDate.secondsPerDay)
        return switch comparison {
        case .before: moment < day
        case .on: moment >= day && moment < next
        case .since: moment >= day
        }
    }

    private static func values(of field: IMAPSearchKey.Field, in letter: Letter) -> [String] {
        let addresses: [NamedAddress] =
            switch field {
            case .from: [letter.from].compactMap(\.self)
            case .to: letter.to
            case .cc: letter.cc
            case .bcc: letter.bcc
            case .subject: []
            }
        return field == .subject ? [letter.subject] : addresses.map { "\($0.name ?? "") <\($0.address)>" }
    }

    private static func isInBody(_ needle: Needle, _ letter: Letter) -> Bool {
        needle.isIn(letter.body.content) || letter.alternativeText.map(needle.isIn) ?? false
    }

    /// A text that is looked for without regard to case.
    private struct Needle {
        private let bytes: [UInt8]
        init(_ text: String) { bytes = Array(text.lowercased().utf8) }

        func isIn(_ text: String) -> Bool {
            guard let first = bytes.first else { return true }
            let hay = Array(text.lowercased().utf8)
            guard hay.count >= bytes.count else { return false }
            return (0...(hay.count - bytes.count)).contains { start in
                hay[start] == first && hay[start..<(start + bytes.count)].elementsEqual(bytes)
            }
        }
    }
}
