/// Whether something may be done again on another connection, when the first died before it answered.
enum Repetition: Sendable {
    case allowed
    /// As long as the mark is not set.
    case until(StartMark)

    var isAllowed: Bool {
        switch self {
        case .allowed: true
        case .until(let mark): !mark.isSet
        }
    }
}
