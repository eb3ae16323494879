import Broker
import Domain
import JSON
import JSONRPC
import Methods
import Testing

@Suite("An error of the broker, as callers see it")
struct BrokerErrorTests {
    static func fault(_ party: ResponsibleParty?) -> ProviderFault {
        ProviderFault(name: "entra", status: 400, code: "invalid_grant", responsible: party)
    }

    @Test(
        "says who has to act, by the provider's code or else by its kind",
        arguments: [
            (BrokerError.providerUnavailable(fault(nil), retryAfterMs: nil), "nobody" as String?),
            (.rateLimited(fault(nil), retryAfterMs: nil), "nobody"),
            (.signInRequired(nil, fault(nil)), "user"), (.signInRequired(nil, fault(.administrator)), "administrator"),
            (.consentRequired(scopes: [], fault(.operator)), "operator"), (.signInDenied(fault(nil)), "user"),
            (.appMisconfigured(AppID(unchecked: "app_a"), hint: "", fault(nil)), "operator"),
            (.providerRejected("", fault(nil)), nil),
        ])
    func responsible(_ error: BrokerError, _ party: String?) {
        #expect(RPCError(error).details["provider"]?["responsible"] == party.map { .string($0) })
    }

    @Test(
        "tells who has to act what to do next",
        arguments: [
            (BrokerError.signInRequired(nil, fault(.user)), "let the user sign in: authorizeURL or startDeviceLogin"),
            (
                .signInRequired(AccountID(unchecked: "acc_lender"), nil),
                "let the user sign in: authorizeURL or startDeviceLogin, with account acc_lender,"
            ),
            (.signInRequired(nil, fault(.administrator)), "a policy of the tenant stands in the way"),
            (.consentRequired(scopes: ["a"], nil), "sign in again and agree to them; where the app"),
            (.consentRequired(scopes: ["a"], fault(.user)), "sign in again and agree"),
            (.consentRequired(scopes: ["a"], fault(.administrator)), "call adminConsentURL"),
            (.consentRequired(scopes: ["a"], fault(.operator)), "add them to the app (Entra admin center"),
            (.signInDenied(fault(.user)), "start again by authorizeURL or startDeviceLogin"),
            (.signInDenied(fault(.administrator)), "an administrator of the tenant has to allow it"),
            (.appMisconfigured(AppID(unchecked: "app_a"), hint: "look there", nil), "look there"),
        ])
    func hint(_ error: BrokerError, _ start: String) {
        #expect(RPCError(error).hint?.hasPrefix(start) == true, "\(String(describing: RPCError(error).hint))")
    }
}
