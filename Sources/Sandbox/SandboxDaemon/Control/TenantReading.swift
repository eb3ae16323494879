internal import JSON
internal import Tenant

/// What the control endpoint can change about a tenant's policies. What does not appear stays.
enum TenantReading {
    static func amend(_ policies: inout TenantPolicies, _ members: inout Members) throws(ControlError) {
        if let value = try members.flag("userConsentAllowed") { policies.userConsentAllowed = value }
        if let value = try members.flag("smtpAuthEnabled") { policies.smtpAuthEnabled = value }
        if let value = try members.flag("deviceFlowAllowed") { policies.deviceFlowAllowed = value }
        if let value = try members.nullable("signInFrequencySeconds", "a whole number above 0", positive) {
            policies.signInFrequencySeconds = value
        }
        if let value = try members.nullable("requiredClaims", "a string", \.stringValue) {
            policies.requiredClaims = value
        }
        let clients = try members.nullable("applicationAccessPolicy", "an array of client ids", Members.texts)
        if let clients { policies.applicationAccessPolicy = clients.map { Set($0.map { $0.lowercased() }) } }
    }

    private static func positive(_ value: JSONValue) -> Int? {
        value.integerValue.flatMap { Int(exactly: $0) }.flatMap { $0 > 0 ? $0 : nil }
    }
}
