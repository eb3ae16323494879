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

    /// Whether the message may still have to be sent, or compared with what is found in Sent.
    var needsMessage: Bool {
        switch self {
        case .accepted, .handedOver, .unknown: true
        case .failed(let failure): failure.isTemporary
        case .sent: false
        }
    }
}
