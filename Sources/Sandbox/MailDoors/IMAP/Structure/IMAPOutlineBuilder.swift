/// Builds an outline from lines as they come. What it holds is bounded: of a header the fields that matter, of any other
/// line its beginning.
struct IMAPOutlineBuilder {
    /// An entity whose end is not reached yet.
    private struct Open {
        enum Kind {
            case leaf, message
            /// With its delimiter, `--` and all.
            case multipart([UInt8])
        }
        var start: Int
        /// Where the body begins, and how many line ends lie before it; nil within the header.
        var body: (start: Int, lineEnds: Int)?
        var fields = IMAPFields([:])
        var kind = Kind.leaf
        var children: [IMAPEntity] = []
        /// The last delimiter was passed: what follows is an epilogue.
        var isClosed = false
    }
    private var stack: [Open] = []
    private var entities = 0
    private let total: Int
    private var header = IMAPHeaderCollector()
    /// The beginning of the line being read, and where it began.
    private var line: [UInt8] = []
    private var lineStart = 0
    private var position = 0
    /// Line ends so far, and the length of the last one: it belongs to a delimiter that follows (RFC 2046, section 5.1.1).
    private var lineEnds = 0
    private var lastLineEnd = 0

    /// Enough of a line to compare it with every delimiter and to read a header field by.
    private static let longestLine = 8_192

    init(count: Int) {
        total = count
        open(at: 0)
    }

    mutating func feed(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            keep(rest[..<end])
            position += 1
            endLine(isEnded: true)
            rest = rest[(end + 1)...]
        }
        keep(rest)
    }

    /// Base64 of an attachment: it can only be body.
    mutating func passOver(_ range: Range<Int>, lineCount: Int) {
        if position > lineStart { endLine(isEnded: false) }
        if stack.last?.body == nil { endHeader() }
        position = range.upperBound
        lineStart = position
        lineEnds += lineCount
        lastLineEnd = lineCount > 0 ? 2 : 0
    }

    mutating func finish() -> IMAPEntity {
        if position > lineStart { endLine(isEnded: false) }
        lastLineEnd = 0
        while stack.count > 1 { close(at: total) }
        return finished(stack[0], at: total)
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        position += bytes.count
        line += bytes.prefix(max(0, Self.longestLine - line.count))
    }

    private mutating func endLine(isEnded: Bool) {
        var endCount = isEnded ? 1 : 0
        if isEnded, line.last == UInt8(ascii: "\r") {
            line.removeLast()
            endCount = 2
        }
        let isDelimiter = takeDelimiter()
        lineEnds += isEnded ? 1 : 0
        lastLineEnd = endCount
        if isDelimiter.opensPart {
            open(at: position)
        } else if !isDelimiter.found, let last = stack.last, last.body == nil {
            if line.isEmpty, isEnded { endHeader() } else { header.add(line) }
        }
        line.removeAll(keepingCapacity: true)
        lineStart = position
    }

    /// Closes what a delimiter ends. The innermost multipart that it belongs to counts.
    private mutating func takeDelimiter() -> (found: Bool, opensPart: Bool) {
        guard line.starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")]) else { return (false, false) }
        for index in stack.indices.reversed() {
            guard case .multipart(let delimiter) = stack[index].kind, !stack[index].isClosed,
                line.starts(with: delimiter)
            else { continue }
            let rest = line.dropFirst(delimiter.count)
            let isLast = rest.starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")])
            guard isLast || rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
            guard isLast || entities < IMAPOutline.mostEntities else { return (false, false) }
            let limit = index + 1 < stack.count ? end(of: stack[index + 1]) : lineStart
            while stack.count > index + 1 { close(at: limit) }
            stack[index].isClosed = isLast
            return (true, !isLast)
        }
        return (false, false)
    }

    private mutating func open(at start: Int) {
        entities += 1
        header = IMAPHeaderCollector()
        stack.append(Open(start: start))
    }

    /// The body of the innermost entity begins here; a message within begins with its own header at once.
    private mutating func endHeader() {
        let index = stack.count - 1
        let fields = header.finish()
        stack[index].body = (position, lineEnds)
        stack[index].fields = fields
        guard stack.count < IMAPOutline.deepest else { return }
        if let boundary = fields.boundary {
            stack[index].kind = .multipart(Array("--".utf8) + boundary)
        } else if fields.isMessage, entities < IMAPOutline.mostEntities {
            stack[index].kind = .message
            open(at: position)
        }
    }

    private mutating func close(at limit: Int) {
        let child = finished(stack.removeLast(), at: limit)
        stack[stack.count - 1].children.append(child)
    }

    /// Where an entity ends that ends before the line being read: the line end before a delimiter is the delimiter's.
    private func end(of open: Open) -> Int { max(open.body?.start ?? open.start, lineStart - lastLineEnd) }

    /// An entity that ends before the line being read, and no later than `limit`, where the one around it ends. Its own
    /// header is all there is when no empty line came.
    private mutating func finished(_ open: Open, at limit: Int) -> IMAPEntity {
        let fields = open.body == nil ? header.finish() : open.fields
        let start = min(open.body?.start ?? end(of: open), limit)
        let end = max(start, min(end(of: open), limit))
        var entity = IMAPEntity(
            header: min(open.start, limit)..<start, body: start..<end, lineCount: 0, fields: fields)
        if let body = open.body, start < end {
            entity.lineCount = lineEnds - body.lineEnds - (lastLineEnd > 0 ? 1 : 0)
        }
        switch open.kind {
        case .multipart where !open.children.isEmpty: entity.content = .multipart(open.children)
        case .message: entity.content = open.children.first.map { .message($0) } ?? .leaf
        case .multipart, .leaf: break
        }
        return entity
    }
}
