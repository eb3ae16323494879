/// Whether something may be done again on another connection, when the first died before it answered.
enum Repetition: Sendable {
    case allowed
    case never
    /// As long as nothing has reached this sink.
    case untilStarted(DecodingSink)

    var isAllowed: Bool {
        switch self {
        case .allowed: true
        case .never: false
        case .untilStarted(let sink): !sink.hasStarted
        }
    }
}
