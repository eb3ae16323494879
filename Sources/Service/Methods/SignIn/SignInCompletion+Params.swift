internal import API
internal import Broker
internal import JSONRPC

extension SignInCompletion {
    /// What a caller brings: the parts of the redirect, or the whole URL that the browser was sent to.
    init(_ params: ExchangeCode.Params, from caller: CallerID) throws(RPCError) {
        switch (params.state, params.code, params.callbackURL) {
        case (let state?, let code?, nil):
            self.init(try Self.redirect(from: state, code, issuer: params.issuer), from: caller)
        case (nil, nil, let url?) where params.issuer == nil:
            self.init(try Self.redirect(from: url), from: caller)
        default:
            throw .invalidParams("give either state and code, or callbackURL alone", field: "callbackURL")
        }
    }

    /// The whole URL that an administrator's browser was sent to.
    init(callbackURL: Credential, from caller: CallerID) throws(RPCError) {
        self.init(try Self.redirect(from: callbackURL), from: caller)
    }

    private static func redirect(from state: Credential, _ code: Credential, issuer: String?) throws(RPCError)
        -> OAuthRedirect
    {
        do throws(RedirectError) {
            return try state.withExposed { (state) throws(RedirectError) in
                try code.withExposed { (code) throws(RedirectError) in
                    try OAuthRedirect(state: state, code: code, iss: issuer)
                }
            }
        } catch {
            throw .invalidParams(
                "this is not what a redirect brought", field: error == .missingState ? "state" : "code",
                hint: "give state and code as the redirect had them, decoded, each without spaces and line breaks")
        }
    }

    private static func redirect(from url: Credential) throws(RPCError) -> OAuthRedirect {
        do throws(RedirectError) {
            return try url.withExposed { (text) throws(RedirectError) in try OAuthRedirect(url: text) }
        } catch {
            throw .invalidParams(
                "this is not the URL of a redirect", field: "callbackURL", hint: "paste all of the address bar")
        }
    }
}
