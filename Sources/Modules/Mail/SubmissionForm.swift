/// What a way out can carry, so that Mail composes what it takes and says `unsupported` or `tooLarge` before anything is
/// journaled.
package struct SubmissionForm: Sendable, Hashable {
    /// The longest message that goes as one piece, in bytes; nil without a limit of its own.
    package var maximumWholeBytes: Int?
    /// The longest attachment that may travel beside a message too long for one piece, in bytes; nil where nothing can.
    package var maximumSeparateBytes: Int?
    /// Why nothing can travel separately, and who could do it: the text of `unsupported`.
    package var separateHint: String?
    /// Whether sender and recipients may differ from what the headers say.
    package var takesEnvelope: Bool
    /// Whether the message itself has to name blind copies, for the provider to read them there and take them out.
    package var readsBlindCopies: Bool

    package init(
        maximumWholeBytes: Int? = nil, maximumSeparateBytes: Int? = nil, separateHint: String? = nil,
        takesEnvelope: Bool = true, readsBlindCopies: Bool = false
    ) {
        self.maximumWholeBytes = maximumWholeBytes
        self.maximumSeparateBytes = maximumSeparateBytes
        self.separateHint = separateHint
        self.takesEnvelope = takesEnvelope
        self.readsBlindCopies = readsBlindCopies
    }
}
