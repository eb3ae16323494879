internal import Doorway
internal import Tenant

/// Answers `/authorize` and `/adminconsent`: what is wrong with app or redirect is shown, all else is redirected
/// (reference sheet §A5, §A13).
struct AuthorizeEndpoint: Sendable {
    let entra: Entra

    func authorize(_ call: Call, _ segment: String) -> WebResponse {
        begin(call, segment) { (app, authority, target, platform) throws(Refusal) in
            .authorize(try AuthorizationRequest.read(call, app, authority, target, platform))
        }
    }

    func adminConsent(_ call: Call, _ segment: String, isLegacy: Bool) -> WebResponse {
        begin(call, segment) { (app, authority, target, _) throws(Refusal) in
            guard authority != .consumers else { throw Refusal(9_002_332) }
            return .adminConsent(
                try AdminConsentRequest.read(call, app, authority, target, isLegacy: isLegacy))
        }
    }

    private typealias Reading = (
        Registration, Authority, RedirectTarget, Registration.Platform
    ) throws(Refusal) -> Flow.Purpose

    private func begin(_ call: Call, _ segment: String, _ read: Reading) -> WebResponse {
        let app: Registration
        let authority: Authority
        let target: RedirectTarget
        let platform: Registration.Platform
        do throws(Refusal) {
            authority = try Authority(segment, in: entra.directory)
            app = try entra.app(call.field("client_id"))
            try authority.serve(app, entra.facts)
            (target, platform) = try RedirectTarget.read(call, app)
        } catch {
            return Page.answer(error, call)
        }
        do throws(Refusal) {
            return SignInDesk(entra: entra).begin(try read(app, authority, target, platform), call)
        } catch {
            return target.answer(error, call)
        }
    }
}
