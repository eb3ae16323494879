/// One message while it is fetched: its bytes, and its outline, each made once somebody asks for it.
final class IMAPMessage {
    private let render: () -> any IMAPSource
    private(set) lazy var source = render()
    private lazy var outline = IMAPOutline(source)

    init(_ render: @escaping @autoclosure () -> any IMAPSource) { self.render = render }

    var root: IMAPEntity { outline.root }

    /// A section as a range of the message, or, for chosen header fields, as bytes made for it. Nil where there is no
    /// such part.
    enum Piece {
        case range(Range<Int>)
        case bytes([UInt8])

        var count: Int {
            switch self {
            case .range(let range): range.count
            case .bytes(let bytes): bytes.count
            }
        }
    }

    func piece(_ section: IMAPSection) -> Piece? {
        if section.path.isEmpty, section.text == .content { return .range(0..<source.count) }
        guard let part = root.part(section.path) else { return nil }
        // Header and text of a part are those of the message in it; of the message itself, its own.
        let message: IMAPEntity? =
            if section.path.isEmpty {
                part
            } else if case .message(let inner) = part.content {
                inner
            } else {
                nil
            }
        switch section.text {
        case .content: return .range(part.body)
        case .mime: return .range(part.header)
        case .header: return (message?.header).map { .range($0) }
        case .text: return (message?.body).map { .range($0) }
        case .fields(let names, let excluded):
            return message.map { .bytes(IMAPHeader(of: $0, in: source).selection(names, excluded: excluded)) }
        }
    }

    func read(_ piece: Piece, _ range: Range<Int>) -> [UInt8] {
        switch piece {
        case .range(let whole): source.read(whole.lowerBound + range.lowerBound..<whole.lowerBound + range.upperBound)
        case .bytes(let bytes): Array(bytes[range])
        }
    }
}
