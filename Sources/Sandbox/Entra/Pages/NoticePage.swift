internal import Tenant

/// Pages that only say something.
enum NoticePage {
    static let expired = Page.Body(
        title: "This page is over",
        content: """
            <p class="text">It was used already, or waited too long. Go back to the app and start again.</p>
            """)
    static let deviceDone = Page.Body(
        title: "You have signed in",
        content: #"<p class="text">You have signed in on your device. You may now close this window.</p>"#)
    static let deviceDeclined = Page.Body(
        title: "You have cancelled",
        content: #"<p class="text">The device was not signed in. You may now close this window.</p>"#)
    static let signedOut = Page.Body(
        title: "You signed out of your account",
        content: #"<p class="text">It is a good idea to close all browser windows.</p>"#)
    static let nativeClient = Page.Body(
        title: "Done", content: #"<p class="text">You may now close this window.</p>"#)

    static func refused(_ refusal: Refusal, _ call: Call) -> Page.Body {
        Page.Body(
            title: "Sorry, but we’re having trouble signing you in.",
            content: """
                <p class="text" role="alert" id="exceptionMessage">AADSTS\(refusal.number): \(refusal.text)</p>
                <p class="soft">Request Id: <code>\(call.traceID.description)</code><br>
                Correlation Id: <code>\(call.correlationID.description)</code><br>
                Timestamp: \(call.timeText)</p>
                """)
    }

    /// What `error_uri` leads to.
    static func explained(_ code: ErrorCode) -> Page.Body {
        Page.Body(
            title: "Error \(code.number)",
            content: #"<p class="text"><code>\#(code.error)</code></p><p class="text">\#(code.text)</p>"#)
    }
}
