/// OK, NO, BAD, BYE or PREAUTH, with the code for programs and the text for people.
struct StatusResponse: Equatable, Sendable {
    enum Condition: String, Sendable {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
        case bye = "BYE"
        case preauth = "PREAUTH"
    }
    var condition: Condition
    var code: ResponseCode?
    /// What stands behind the code; servers write anything here.
    var text: String

    var isOK: Bool { condition == .ok }
}
