/// What of Microsoft's limits may change, and how patient we are with them.
package struct GraphSettings: Sendable {
    /// Requests of one app in flight for one mailbox (reference sheet, section C14); members of a batch count.
    package var concurrency: Int
    /// How often one request is sent, the first time included.
    package var attempts: Int
    /// The longest that an answer may make a mailbox wait, in milliseconds (section C14: clamp at 300 s).
    package var longestPauseMs: Int
    /// The first wait where the provider names none, in milliseconds; each further one is twice as long.
    package var firstPauseMs: Int
    /// How long one answer may take, and how long a download may bring nothing, in milliseconds. Then the server counts as
    /// silent, whatever is left of the caller's time, and what may be asked again is.
    package var answerMs: Int
    /// The same for requests that carry much: a draft, an attachment, a slice.
    package var uploadMs: Int
    /// How long the answer to a send is waited for, in milliseconds, whatever is left of the caller's own time.
    package var sendAnswerMs: Int
    /// The longest JSON answer that is taken in, in bytes.
    package var answerLimit: Int
    /// The longest body of a request, in bytes; MIME travels in it as base64 (section C6: 4 MB).
    package var requestLimit: Int
    /// The smallest and the largest attachment that goes through an upload session, in bytes (section C5).
    package var uploadSizes: ClosedRange<Int>
    /// One slice of an upload, in bytes: at most 4 MB for Outlook, and a multiple of 320 KiB as well (section C5).
    package var sliceBytes: Int

    /// The largest attachment that goes in one request, in bytes: it travels as base64 in JSON there, and a thousandth is
    /// left for its name and the like.
    var largestPost: Int { min(uploadSizes.lowerBound - 1, (requestLimit - requestLimit / 1_000) / 4 * 3) }

    package init(
        concurrency: Int = 4, attempts: Int = 4, longestPauseMs: Int = 300_000, firstPauseMs: Int = 1_000,
        answerMs: Int = 60_000, uploadMs: Int = 120_000, sendAnswerMs: Int = 120_000, answerLimit: Int = 32 << 20,
        requestLimit: Int = 4_000_000,
        uploadSizes: ClosedRange<Int> = 3_000_000...150_000_000, sliceBytes: Int = 3_276_800
    ) {
        self.concurrency = concurrency
        self.attempts = attempts
        self.longestPauseMs = longestPauseMs
        self.firstPauseMs = firstPauseMs
        self.answerMs = answerMs
        self.uploadMs = uploadMs
        self.sendAnswerMs = sendAnswerMs
        self.answerLimit = answerLimit
        self.requestLimit = requestLimit
        self.uploadSizes = uploadSizes
        self.sliceBytes = sliceBytes
    }
}
