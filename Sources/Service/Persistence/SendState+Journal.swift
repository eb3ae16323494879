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
}
