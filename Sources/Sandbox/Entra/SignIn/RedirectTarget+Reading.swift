internal import Doorway
internal import Tenant

extension RedirectTarget {
    /// What has to be right before anything is redirected; a refusal is shown on a page.
    static func read(_ call: Call, _ app: Registration) throws(Refusal) -> (RedirectTarget, Registration.Platform) {
        let uri = try call.needed("redirect_uri")
        guard let registered = RedirectAddress.find(uri, in: app, call.sandbox.facts) else {
            throw Refusal(
                50011,
                "The redirect URI '\(uri.prefix(256))' specified in the request does not match the redirect URIs "
                    + "configured for the application '\(app.clientID)'.")
        }
        let types = AuthorizationRequest.types(call)
        let standard = types.contains("id_token") || types.contains("token") ? Mode.fragment : .query
        let mode = call.field("response_mode").flatMap(Mode.init) ?? standard
        return (RedirectTarget(uri: uri, mode: mode, state: call.fields["state"]), registered.platform)
    }
}
