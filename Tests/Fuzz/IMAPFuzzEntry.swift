import IMAP

/// Any bytes as a server: cut in whichever way, they read the same.
enum IMAPFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "imap-responses",
            { bytes in
                let whole = IMAPSyntax.describe(bytes, inPiecesOf: 1 << 20)
                let cut = IMAPSyntax.describe(bytes, inPiecesOf: 1 + Int(bytes.first ?? 0) % 7)
                precondition(whole == cut, "the answers depend on how the bytes were cut")
                _ = IMAPSyntax.describe(bytes, inPiecesOf: 3, streamingBodies: true)
            }
        ),
        (
            "imap-mailbox-names",
            { bytes in
                guard let written = IMAPSyntax.rewritten(bytes) else { return }
                precondition(IMAPSyntax.rewritten(written) == written, "a mailbox name changed on its way")
            }
        ),
    ]
}
