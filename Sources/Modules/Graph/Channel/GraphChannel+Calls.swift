internal import Domain
internal import JSON
internal import Mail

extension GraphChannel {
    /// Makes one call, as often as its repetition and the deadline allow.
    @discardableResult
    func call(_ call: GraphCall, until deadline: Deadline) async throws(MailError) -> GraphAnswer {
        throw .unsupported("Graph")
    }

    /// The body of the answer as a `T`.
    func decode<T: Decodable>(
        _ type: T.Type, _ call: GraphCall, until deadline: Deadline
    ) async throws(MailError) -> T {
        try await self.call(call, until: deadline).decode(type)
    }

    /// A link that Graph gave, checked: only below the account's own mailbox. `cursorInvalid` for anything else.
    func link(_ text: String) throws(MailError) -> GraphLink { throw .cursorInvalid }

    /// Makes calls together, in as few requests as the limits allow; each has a result of its own, in the order of the
    /// calls. It throws only when nothing is known of any.
    func batch(
        _ calls: [GraphCall], until deadline: Deadline
    ) async throws(MailError) -> [Result<GraphAnswer, MailError>] { throw .unsupported("Graph") }

    /// Streams an answer's body into a sink, and returns how many bytes it had. What was passed on is never sent again.
    @discardableResult
    func download(
        _ call: GraphCall, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError) -> Int { throw .unsupported("Graph") }

    /// Makes the call that hands a message over, once. `handover` is awaited right before it; what it throws is thrown
    /// on. Any error but `sendOutcomeUnknown` means that the message was not taken.
    ///
    /// The deadline is that of everything before `handover`.
    @discardableResult
    func send(
        _ call: GraphCall, until deadline: Deadline, handover: @Sendable () async throws(MailError) -> Void
    ) async throws(MailError) -> GraphAnswer { throw .unsupported("Graph") }

    /// Puts one slice; a slice whose answer was lost is asked after, not sent blindly again.
    func putSlice(
        _ bytes: [UInt8], at offset: Int, of total: Int, to upload: GraphUpload, until deadline: Deadline
    ) async throws(MailError) -> UploadProgress { throw .unsupported("Graph") }

    /// How far an upload session has come.
    func progress(of upload: GraphUpload, until deadline: Deadline) async throws(MailError) -> UploadProgress {
        throw .unsupported("Graph")
    }

    /// Ends an upload session, so that what was sent does not count against the mailbox until it expires.
    func cancel(_ upload: GraphUpload, until deadline: Deadline) async throws(MailError) {
        throw .unsupported("Graph")
    }

    /// Whether place, credential and rights are right: opens the inbox.
    func verify(until deadline: Deadline) async throws(MailError) { throw .unsupported("Graph") }
}
