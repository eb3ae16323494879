/// How a program writes MIME: what may differ between two messages that say the same.
struct Dialect {
    enum WordEncoding { case base64, quotedPrintable }

    /// A boundary of this, and of the level from the outside.
    var boundary: @Sendable (_ salt: UInt64, _ level: Int) -> String
    var words: WordEncoding
    var charset: String
    /// Whether text that needs no encoding travels without one, and other text in quoted-printable rather than base64.
    var isSparing: Bool
    /// Whether file names stand in encoded words, as Exchange writes them, rather than as RFC 2231 says.
    var namesInWords: Bool
    /// Fields that the program adds.
    var addsStamps: Bool

    static func of(_ mode: RenderingMode) -> Dialect { mode == .verbatim ? mailer : exchange }

    /// Whoever wrote the mail.
    static let mailer = Dialect(
        boundary: { "=_\(Mixer.digits($0))_\($1)" }, words: .quotedPrintable, charset: "utf-8", isSparing: true,
        namesInWords: false, addsStamps: false)

    static let exchange = Dialect(
        boundary: { "_00\($1)_\(Mixer.digits($0).uppercased())SANDBOX_" }, words: .base64, charset: "utf-8",
        isSparing: false, namesInWords: true, addsStamps: true)
}
