internal import Doorway
internal import Tenant

/// Answers `/logout`: the browser's session ends, and it goes back only to where some app may be redirected.
struct LogoutEndpoint: Sendable {
    let entra: Entra

    func answer(_ call: Call) -> WebResponse {
        if let key = call.request.cookies[SignInDesk.cookie] { _ = entra.state.sessions.take(key, at: call.now) }
        var response: WebResponse
        if let uri = call.field("post_logout_redirect_uri"), isRegistered(uri) {
            let target = RedirectTarget(uri: uri, mode: .query, state: nil)
            let state = call.field("state").map { [("state", $0)] } ?? []
            response = state.isEmpty ? call.finished(.redirect(to: uri)) : target.answer(state, call)
        } else {
            response = Page.answer(200, NoticePage.signedOut, call)
        }
        response.headers.setCookie(SignInDesk.cookie, "", seconds: 0)
        return response
    }

    private func isRegistered(_ uri: String) -> Bool {
        entra.directory.registrations.contains { RedirectAddress.find(uri, in: $0, entra.facts) != nil }
    }
}
