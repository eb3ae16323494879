internal import MIME

/// Which parts of a message are its texts, and which are attachments.
///
/// The first `text/plain` and the first `text/html` that are neither named nor marked as attachments are the texts.
/// Every other leaf is an attachment, a message within counts as one. `hasAttachments` leaves out what the message shows
/// in place: leaves with a Content-ID that are not marked as attachments. A part that the server cannot describe counts,
/// because it usually is an attached message (reference sheet §B4).
struct MessageParts {
    /// A leaf and its number (RFC 9051, section 6.4.5.1).
    struct Leaf {
        var number: String
        var part: BodyPart

        var filename: String? {
            let pairs = { (parameters: [BodyPart.Parameter]) in parameters.map { (name: $0.name, value: $0.value) } }
            let name =
                HeaderDecoder.parameter("filename", among: pairs(part.dispositionParameters))
                ?? HeaderDecoder.parameter("name", among: pairs(part.parameters))
            return name.flatMap { $0.isEmpty ? nil : $0 }
        }

        var charset: String? {
            HeaderDecoder.parameter("charset", among: part.parameters.map { (name: $0.name, value: $0.value) })
        }

        var contentType: String { part.isBroken ? "application/octet-stream" : "\(part.type)/\(part.subtype)" }

        var contentID: String? {
            part.id.map { HeaderText.text($0.filter { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }) }
        }

        fileprivate var couldBeText: Bool {
            part.type == "text" && (part.subtype == "plain" || part.subtype == "html")
                && part.disposition != "attachment" && !hasName
        }

        /// Without decoding the name: lists ask for a thousand messages.
        private var hasName: Bool {
            part.dispositionParameters.contains { Self.begins($0.name, "filename") && !$0.value.isEmpty }
                || part.parameters.contains { Self.begins($0.name, "name") && !$0.value.isEmpty }
        }

        private static func begins(_ name: [UInt8], _ word: StaticString) -> Bool {
            let word = word.description.utf8
            guard name.count >= word.count, zip(word, name).allSatisfy({ $0 == $1 | 0x20 }) else { return false }
            return name.count == word.count || name[word.count] == UInt8(ascii: "*")
        }

        fileprivate var isShownInPlace: Bool {
            !part.isBroken && part.disposition != "attachment"
                && (part.disposition == "inline" || part.id?.isEmpty == false)
        }
    }
    private(set) var text: Leaf?
    private(set) var html: Leaf?
    private(set) var attachments: [Leaf] = []

    init(_ root: BodyPart) {
        if root.isMultipart { collect(root, number: "") } else { sort(Leaf(number: "1", part: root)) }
    }

    var hasAttachments: Bool { attachments.contains { !$0.isShownInPlace } }

    /// The part with that number, when it is a leaf.
    static func leaf(_ number: String, of root: BodyPart) -> Leaf? {
        var part = root
        for (level, digits) in number.split(separator: ".", omittingEmptySubsequences: false).enumerated() {
            guard let index = Int(digits), index >= 1 else { return nil }
            if level == 0, !root.isMultipart { return number == "1" ? Leaf(number: number, part: root) : nil }
            guard index <= part.children.count else { return nil }
            part = part.children[index - 1]
        }
        return part.isMultipart ? nil : Leaf(number: number, part: part)
    }

    private mutating func collect(_ part: BodyPart, number: String) {
        for (index, child) in part.children.enumerated() {
            let childNumber = number.isEmpty ? "\(index + 1)" : "\(number).\(index + 1)"
            if child.isMultipart, !child.children.isEmpty {
                collect(child, number: childNumber)
            } else {
                sort(Leaf(number: childNumber, part: child))
            }
        }
    }

    private mutating func sort(_ leaf: Leaf) {
        if leaf.couldBeText, leaf.part.subtype == "plain", text == nil {
            text = leaf
        } else if leaf.couldBeText, leaf.part.subtype == "html", html == nil {
            html = leaf
        } else {
            attachments.append(leaf)
        }
    }
}
