/// What a server sent is not IMAP, or more than we are ready to hold. `what` names the rule, never the content.
struct IMAPSyntaxError: Error, Equatable {
    let what: String
    init(_ what: String) { self.what = what }
}
