/// What a way out can carry, so that Mail composes what it takes and says `unsupported` or `tooLarge` before anything is
/// journaled.
package struct SubmissionForm: Sendable, Hashable {
    /// The longest message that goes as one piece, in bytes of the message itself: what base64 or dots add on the way is
    /// the way's own affair, and taken into account here. Nil without a limit of its own.
    package var maximumWholeBytes: Int?
    /// The longest attachment that may travel beside a message too long for one piece, in bytes; nil where nothing can.
    package var maximumSeparateBytes: Int?
    /// Why nothing can travel separately, or nothing longer, and who could do it: the text of `unsupported`. Without it a
    /// longer attachment is `tooLarge`.
    package var separateHint: String?
    /// Whether sender and recipients may differ from what the headers say.
    package var takesEnvelope: Bool
    /// Whether the message itself has to name blind copies, for the provider to read them there and take them out.
    package var readsBlindCopies: Bool
    /// Whose address may stand in `From`, in comparable form, because the provider writes the mailbox's own there whatever
    /// the message says; nil where any may.
    package var authors: Set<String>?
    /// Whether each recipient is judged while the message is handed over; otherwise all count as accepted, and reports of
    /// refusals come as mail.
    package var judgesRecipients: Bool

    package init(
        maximumWholeBytes: Int? = nil, maximumSeparateBytes: Int? = nil, separateHint: String? = nil,
        takesEnvelope: Bool = true, readsBlindCopies: Bool = false, authors: Set<String>? = nil,
        judgesRecipients: Bool = true
    ) {
        self.maximumWholeBytes = maximumWholeBytes
        self.maximumSeparateBytes = maximumSeparateBytes
        self.separateHint = separateHint
        self.takesEnvelope = takesEnvelope
        self.readsBlindCopies = readsBlindCopies
        self.authors = authors
        self.judgesRecipients = judgesRecipients
    }
}
