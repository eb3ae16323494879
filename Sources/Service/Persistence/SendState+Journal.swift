internal import Mail

/// What the journal has to know about a state.
extension SendState {
    /// Whether an outcome is written down, were it only that nobody can know.
    var isFinished: Bool {
        switch self {
        case .accepted, .handedOver: false
        case .sent, .failed, .unknown: true
        }
    }

    /// Whether the send ended in such a way that its key, asked for again, has the message sent.
    var mayBeSentAgain: Bool {
        switch self {
        case .failed(let failure): failure.isTemporary
        case .accepted, .handedOver, .sent, .unknown: false
        }
    }
}
