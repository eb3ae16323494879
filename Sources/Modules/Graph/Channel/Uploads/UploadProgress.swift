/// How far an upload session has come.
enum UploadProgress: Sendable, Hashable {
    /// The next byte that is wanted; it need not be the one behind the slice that was sent.
    case more(offset: Int)
    /// All bytes are there, and the attachment is on its draft.
    case complete
    /// There is no such session: it has expired, or the last slice was taken and its answer was lost.
    case gone
}
