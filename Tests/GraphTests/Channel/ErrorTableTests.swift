import Broker
import JSON
import Mail
import Testing
import Transport

@testable import Graph

@Suite("What an error of Graph's means")
struct ErrorTableTests {
    /// Code, the status it comes with, what it means about a message, and whether a question is asked again.
    static let table: [(code: String, status: Int, meaning: String, again: Bool)] = [
        ("InvalidAuthenticationToken", 401, "authenticationFailed", false),
        ("unauthenticated", 401, "authenticationFailed", false),
        ("ErrorAccessDenied", 403, "refused accessDenied", false),
        ("Authorization_RequestDenied", 403, "refused accessDenied", false),
        ("AccessDenied", 403, "refused accessDenied", false),
        ("Forbidden", 403, "refused accessDenied", false),
        ("ErrorSendAsDenied", 403, "refused sendAsDenied", false),
        ("MailboxNotEnabledForRESTAPI", 404, "refused mailboxUnavailable", false),
        ("ErrorMailboxNotEnabledForRESTAPI", 404, "refused mailboxUnavailable", false),
        ("MailboxNotSupportedForRESTAPI", 404, "refused mailboxUnavailable", false),
        ("ErrorNonExistentMailbox", 404, "refused mailboxUnavailable", false),
        ("ErrorInvalidUser", 404, "refused mailboxUnavailable", false),
        ("Request_ResourceNotFound", 404, "refused mailboxUnavailable", false),
        ("ErrorQuotaExceeded", 507, "refused quotaExceeded", false),
        ("ErrorItemNotFound", 404, "notFound message movedOrDeleted", false),
        ("ErrorFolderNotFound", 404, "notFound message movedOrDeleted", false),
        ("ErrorCannotDeleteObject", 404, "notFound message movedOrDeleted", false),
        ("ErrorInvalidIdMalformed", 400, "notFound message", false),
        ("BadRequest", 400, "refused requestRefused", false),
        ("InefficientFilter", 400, "refused requestRefused", false),
        ("ErrorInvalidUrlQuery", 400, "refused requestRefused", false),
        ("ErrorInvalidPropertySet", 400, "refused requestRefused", false),
        ("ExpandNotSupported", 400, "refused requestRefused", false),
        ("RequestBroker--ParseUri", 400, "refused requestRefused", false),
        ("ValidationError", 400, "refused requestRefused", false),
        ("NotImplemented", 501, "refused requestRefused", false),
        ("MethodNotAllowed", 405, "refused requestRefused", false),
        ("ErrorExecuteSearchStaleData", 400, "cursorExpired", false),
        ("ErrorInvalidRecipients", 400, "refused messageRefused", false),
        ("ErrorRecipientLimitExceeded", 400, "refused messageRefused", false),
        ("ErrorMimeContentInvalid", 400, "refused messageRefused", false),
        ("ErrorMimeContentInvalidBase64String", 400, "refused messageRefused", false),
        ("InvalidInternetMessageHeader", 400, "refused messageRefused", false),
        ("InvalidInternetMessageHeaderCollection", 400, "refused messageRefused", false),
        ("ErrorAttachmentSizeShouldNotBeLessThanMinimumSize", 400, "refused requestRefused", false),
        ("ErrorMessageSizeExceeded", 413, "refused tooLarge", false),
        ("ErrorFolderExists", 409, "alreadyExists mailbox", false),
        ("ErrorIrresolvableConflict", 409, "conflict", true),
        ("syncStateNotFound", 410, "cursorExpired", false),
        ("resyncRequired", 410, "cursorExpired", false),
        ("InvalidSyncStateData", 400, "cursorExpired", false),
        ("ApplicationThrottled", 429, "rateLimited", true),
        ("TooManyRequests", 429, "rateLimited", true),
        ("activityLimitReached", 429, "rateLimited", true),
        ("ErrorInternalServerError", 500, "unavailable", true),
        ("ErrorInternalServerTransientError", 500, "unavailable", true),
        ("ErrorServerBusy", 503, "unavailable", true),
        ("ErrorMailboxStoreUnavailable", 503, "unavailable", true),
        ("ErrorTimeoutExpired", 504, "unavailable", true),
        ("ServiceUnavailable", 503, "unavailable", true),
        ("UnknownError", 504, "unavailable", true),
    ]

    @Test("stands in one table, code by code, in whatever case it is written", arguments: table)
    func code(_ row: (code: String, status: Int, meaning: String, again: Bool)) {
        for spelling in [row.code, row.code.uppercased(), row.code.lowercased()] {
            let refusal = Self.refusal(row.status, #"{"error":{"code":"\#(spelling)","message":""}}"#)
            #expect(Self.words(refusal) == row.meaning)
            #expect(GraphRepetition.always.allows(refusal.processing) == row.again)
            #expect(refusal.fault == ProviderFault(name: "graph", status: row.status, code: spelling, requestId: "r-1"))
        }
    }

    @Test("has every code in that table")
    func complete() {
        #expect(Self.table.map(\.code).sorted() == GraphErrorCode.allCases.map(\.rawValue).sorted())
    }

    @Test("says what a person can do wherever it was refused for good")
    func hints() {
        for row in Self.table {
            let refusal = Self.refusal(row.status, #"{"error":{"code":"\#(row.code)"}}"#)
            guard case .refused(let refused) = refusal.error(about: .message, retryAfterMs: nil) else { continue }
            #expect(refused.hint?.isEmpty == false, "\(row.code)")
            #expect(
                refused.reason.first?.isUppercase == false || refused.reason.hasPrefix("Graph")
                    || refused.reason.hasPrefix("Exchange"))
        }
    }

    @Test(
        "follows from the status where no code says more",
        arguments: [
            (302, "refused requestRefused", false), (400, "refused requestRefused", false),
            (401, "authenticationFailed", false), (402, "refused requestRefused", false),
            (403, "refused accessDenied", false), (404, "notFound message movedOrDeleted", false),
            (405, "refused requestRefused", false), (408, "unavailable", true), (409, "conflict", true),
            (410, "notFound message movedOrDeleted", false), (412, "conflict", true), (413, "refused tooLarge", false),
            (418, "refused requestRefused", false), (423, "unavailable", true), (424, "unavailable", true),
            (429, "rateLimited", true), (500, "unavailable", true), (501, "refused requestRefused", false),
            (502, "unavailable", true), (503, "unavailable", true), (504, "unavailable", true),
            (505, "refused requestRefused", false), (507, "refused quotaExceeded", false), (599, "unavailable", true),
            (600, "unavailable", true), (0, "unavailable", true), (-1, "unavailable", true), (199, "unavailable", true),
        ])
    func status(_ status: Int, meaning: String, again: Bool) {
        for body in ["", "<html>Bad gateway</html>", #"{"error":{"code":"SomethingNew"}}"#, "{\"error\":", "null"] {
            let refusal = Self.refusal(status, body)
            #expect(Self.words(refusal) == meaning)
            #expect(GraphRepetition.always.allows(refusal.processing) == again)
        }
    }

    @Test(
        "is the innermost code that says something",
        arguments: [
            (
                #"{"error":{"code":"BadRequest","innerError":{"code":"ErrorInvalidIdMalformed"}}}"#,
                "ErrorInvalidIdMalformed"
            ),
            (
                #"{"error":{"code":"BadRequest","innererror":{"code":"New","innererror":{"code":"InefficientFilter"}}}}"#,
                "InefficientFilter"
            ),
            (#"{"error":{"code":"TooManyRequests","innerError":{"code":"429"}}}"#, "TooManyRequests"),
            (#"{"error":{"code":"ErrorItemNotFound","innerError":{"code":"BadRequest"}}}"#, "ErrorItemNotFound"),
            (#"{"error":{"code":"New","innerError":{"code":"Newer"}}}"#, "New"), (#"{"error":{"code":7}}"#, nil),
            (#"{"error":"text"}"#, nil), (#"{"error":{"code":"a person <ann@x.example>"}}"#, nil), ("[]", nil),
        ] as [(String, String?)])
    func nested(body: String, code: String?) { #expect(Self.refusal(400, body).code == code) }

    @Test("is read no deeper than errors go, and no longer than an error is")
    func bounds() {
        let deep = String(repeating: #"{"code":"x","innerError":"#, count: 30)
        _ = Self.refusal(500, #"{"error":"# + deep + "{}" + String(repeating: "}", count: 31))
        let long =
            #"{"error":{"code":"ErrorItemNotFound","message":""# + String(repeating: "m", count: 70_000) + #""}}"#
        #expect(Self.refusal(500, long).code == nil)
    }

    @Test(
        "is not found in the words of what was asked for",
        arguments: [
            (GraphSubject.account, "refused mailboxUnavailable"), (.mailbox, "notFound mailbox"),
            (.message, "notFound message movedOrDeleted"), (.attachment, "notFound attachment movedOrDeleted"),
            (.draft, "unavailable"), (.newDraft, "notFound mailbox"),
        ])
    func subject(_ subject: GraphSubject, meaning: String) {
        #expect(Self.words(Self.refusal(404, #"{"error":{"code":"ErrorItemNotFound"}}"#), about: subject) == meaning)
    }

    @Test("is not Graph's where nothing is found without a word of Graph's")
    func notGraph() {
        #expect(Self.words(Self.refusal(404, "<html>"), about: .account) == "refused requestRefused")
    }

    @Test("says of a list that it has grown old")
    func staleList() {
        #expect(Self.words(Self.refusal(410, ""), about: .mailbox) == "cursorExpired")
    }

    @Test("names the policy that keeps an app from a mailbox")
    func accessPolicy() {
        let body = #"{"error":{"code":"ErrorAccessDenied","message":"Access to OData is disabled."}}"#
        guard case .refused(let refusal) = Self.refusal(403, body).error(about: .message, retryAfterMs: nil) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.meaning == .accessDenied)
        #expect(refusal.hint?.contains("Test-ApplicationAccessPolicy") == true)
    }

    @Test("holds nothing of what a server may have put into its words")
    func secrecy() {
        let message = "Invalid audience. Resource 'ann@x.example' subject 'Salary'"
        for status in [400, 401, 403, 404, 429, 500] {
            let error = Self.refusal(status, #"{"error":{"code":"X","message":"\#(message)"}}"#)
                .error(about: .message, retryAfterMs: nil)
            #expect(!"\(error)".contains("ann@") && !"\(error)".contains("Salary"))
        }
    }

    @Test("has the request's id from the header, or else from the error itself")
    func requestID() {
        let body = #"{"error":{"code":"X","innerError":{"request-id":"inner-1"}}}"#
        #expect(GraphRefusal(status: 500, headers: [], body: Array(body.utf8)).requestID == "inner-1")
        let header = HTTPField("Request-Id", "outer-1")
        #expect(GraphRefusal(status: 500, headers: [header], body: Array(body.utf8)).requestID == "outer-1")
        let nonsense = HTTPField("request-id", "two words")
        #expect(GraphRefusal(status: 500, headers: [nonsense], body: []).requestID == nil)
    }

    static func refusal(_ status: Int, _ body: String) -> GraphRefusal {
        GraphRefusal(status: status, headers: [HTTPField("request-id", "r-1")], body: Array(body.utf8))
    }

    static func words(_ refusal: GraphRefusal, about subject: GraphSubject = .message) -> String {
        switch refusal.error(about: subject, retryAfterMs: nil) {
        case .authenticationFailed: "authenticationFailed"
        case .notFound(let what, let reason):
            ["notFound", what, reason?.rawValue].compactMap(\.self).joined(separator: " ")
        case .refused(let refused): "refused \(refused.meaning)"
        case .alreadyExists(let what): "alreadyExists \(what)"
        case .conflict: "conflict"
        case .cursorExpired: "cursorExpired"
        case .rateLimited: "rateLimited"
        case .unavailable: "unavailable"
        case let other: "\(other)"
        }
    }
}
