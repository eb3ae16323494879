/// One call, beside its parameters.
package struct RPCCall: Sendable {
    package let method: String
    /// Who calls, in the words of whoever made the session; handlers know the type.
    package let caller: any Sendable
    /// Nobody waits for an answer.
    package let isNotification: Bool
    /// Names this call in the log and in an error's `correlationId`.
    package let correlationID: String

    package init(method: String, caller: any Sendable, isNotification: Bool = false, correlationID: String) {
        self.method = method
        self.caller = caller
        self.isNotification = isNotification
        self.correlationID = correlationID
    }
}
