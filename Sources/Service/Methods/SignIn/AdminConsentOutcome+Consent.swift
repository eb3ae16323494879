internal import API
internal import Broker

extension AdminConsentOutcome {
    init(_ consent: AdminConsent) { self.init(app: consent.app, tenant: consent.tenant, scopes: consent.scopes) }
}
