import Domain
import MIME

/// What the header of a message that arrived says.
struct LetterFields {
    private let fields: [ArrivedHeader.Field]

    init(_ fields: [ArrivedHeader.Field]) { self.fields = fields }

    var decoded: [HeaderField] { fields.map { HeaderField(name: $0.name, value: $0.text) } }

    /// The addresses of all fields of the name, which is in lower case.
    func addresses(_ name: String) -> [NamedAddress] {
        fields.filter { $0.key == name }.flatMap { HeaderDecoder.addresses($0.raw) }
    }

    func identifiers(_ name: String) -> [String] {
        fields.filter { $0.key == name }.flatMap { HeaderDecoder.messageIDs($0.raw) }
    }

    func text(_ name: String) -> String? { fields.first { $0.key == name }?.text }

    var date: Timestamp? { fields.first { $0.key == "date" }.flatMap { HeaderDecoder.date($0.raw) } }

    var rootType: String { fields.first { $0.key == "content-type" }.map { ContentField($0.raw).value } ?? "" }

    /// What the sender says, in one of the ways senders do.
    var importance: Letter.Importance {
        if let said = text("importance") { return Letter.Importance(rawValue: said.lowercased()) ?? .normal }
        return switch text("x-priority")?.first {
        case "1", "2": .high
        case "4", "5": .low
        default: .normal
        }
    }
}
