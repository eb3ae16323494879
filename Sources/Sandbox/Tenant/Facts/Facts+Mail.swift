/// The facts that are the store's and the post office's.
extension Facts {
    package static let mimeRendering = Fact(
        "mail.mimeRendering", RenderingMode.exchange,
        "messages are served in MIME that is made anew: other boundaries and encodings than they arrived in",
        source: "§C4", mark: .confirmed)

    package static let mail: [any AnyFact] = [mimeRendering]
}
