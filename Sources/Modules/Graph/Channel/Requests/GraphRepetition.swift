internal import Transport

/// When a request may be sent again.
enum GraphRepetition: Sendable, Hashable {
    /// Twice is as good as once: reading, deleting, setting the same values.
    case always
    /// Only when it is certain that it was not carried out: throttled, refused at the door, no connection made.
    case whenNotProcessed
    /// The send itself: never by us.
    case never

    init(_ method: HTTPRequest.Method) {
        switch method {
        case .get, .put, .patch, .delete: self = .always
        case .post: self = .whenNotProcessed
        }
    }
}
