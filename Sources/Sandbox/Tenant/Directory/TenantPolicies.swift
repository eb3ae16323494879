/// What the administrators of one tenant decided.
package struct TenantPolicies: Sendable {
    /// Off: nobody but an administrator can consent (AADSTS90094, reference sheet §A10).
    package var userConsentAllowed = true
    /// SMTP AUTH for the whole tenant; a mailbox's own setting beats it (§B5).
    package var smtpAuthEnabled = true
    /// Off: the device flow is blocked by Conditional Access (AADSTS530035).
    package var deviceFlowAllowed = true
    /// How long a sign-in is good for, in seconds; older refresh tokens end with AADSTS70043. Nil: no limit.
    package var signInFrequencySeconds: Int?
    /// A Conditional Access context that a token needs: refreshes without it end with AADSTS50076 and these `claims`.
    package var requiredClaims: String?
    /// Off: every app-only Graph call is answered with "Access to OData is disabled." (§D2), but for these client ids.
    package var applicationAccessPolicy: Set<String>?

    package init() {}
}
