/// The table, in the groups of reference sheet §A10. Real refusals and the fault `entra.error` both go by it.
extension ErrorCode {
    /// What goes away by itself.
    static let transient = [
        ErrorCode(90006, "server_error", "External server error; try again.", status: 500),
        ErrorCode(90012, "temporarily_unavailable", "The request timed out; try again.", status: 503),
        ErrorCode(90024, "temporarily_unavailable", "The request budget is exceeded; try again.", status: 503),
        ErrorCode(90033, "temporarily_unavailable", "A transient error has occurred. Please try again.", status: 503),
        ErrorCode(90090, "server_error", "The policy service could not be reached; try again.", status: 500),
        ErrorCode(90055, "temporarily_unavailable", "The tenant sends too many requests.", status: 429),
        ErrorCode(
            70012, "server_error", "A server error happened while authenticating a personal account.", status: 500),
        ErrorCode(50196, "invalid_grant", "The client sends the same request in a loop; stop and sign in again."),
    ]

    /// What ended a grant.
    static let grants = [
        ErrorCode(
            50173, "invalid_grant",
            "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
            suberror: "bad_token"),
        ErrorCode(
            700_082, "invalid_grant", "The refresh token has expired due to inactivity.", suberror: "bad_token"),
        ErrorCode(70008, "invalid_grant", "The provided authorization code or refresh token has expired."),
        ErrorCode(
            700_084, "invalid_grant",
            "The refresh token was issued to a single page app (SPA), and has a fixed, limited lifetime that is over.",
            suberror: "bad_token"),
        ErrorCode(
            70043, "invalid_grant",
            "The refresh token has expired or is invalid due to sign-in frequency checks by Conditional Access.",
            suberror: "token_expired"),
        ErrorCode(
            70044, "invalid_grant", "The session has expired or is invalid due to sign-in frequency checks.",
            suberror: "token_expired"),
        ErrorCode(70000, "invalid_grant", "The provided grant is invalid or malformed."),
        ErrorCode(50089, "invalid_grant", "The flow token has expired."),
        ErrorCode(50085, "invalid_grant", "The refresh token needs a sign-in at the social identity provider."),
        ErrorCode(50139, "invalid_grant", "The session is invalid because an external refresh token is missing."),
        ErrorCode(54005, "invalid_grant", "OAuth2 authorization code was already redeemed, please retry."),
        ErrorCode(50132, "invalid_grant", "The session is not valid any more; the password may have changed."),
        ErrorCode(50133, "invalid_grant", "The session is not valid any more because the password changed."),
        ErrorCode(
            700_005, "invalid_grant",
            "The provided authorization code is intended to use against another tenant, thus rejected."),
        ErrorCode(50147, "invalid_grant", "A code_challenge or its code_verifier is missing."),
        ErrorCode(
            501_481, "invalid_grant",
            "The code_verifier does not match the code_challenge supplied in the authorization request."),
        ErrorCode(501_491, "invalid_request", "The code_challenge has a wrong size or an unknown method."),
    ]

    /// What a person has to do something about.
    static let interactions = [
        ErrorCode(50034, "invalid_grant", "The user account does not exist in the directory."),
        ErrorCode(51004, "invalid_grant", "The user account does not exist in the directory."),
        ErrorCode(50053, "invalid_grant", "The account is locked after too many sign-ins with a wrong password."),
        ErrorCode(50057, "invalid_grant", "The user account is disabled."),
        ErrorCode(50055, "invalid_grant", "The password is expired.", suberror: "user_password_expired"),
        ErrorCode(50126, "invalid_grant", "Error validating credentials due to invalid username or password."),
        mfa(50076, "the administrator changed the configuration or you moved to a new location"),
        mfa(50079, "you have to enrol in it"),
        mfa(50072, "you have to enrol in it"),
        mfa(50074, "strong authentication is required"),
        mfa(50078, "the one presented has expired"),
        ErrorCode(
            50158, "interaction_required", "An external security challenge was not satisfied.",
            suberror: "basic_action"),
        ErrorCode(53000, "interaction_required", "The device is not compliant.", suberror: "message_only"),
        ErrorCode(53001, "interaction_required", "The device is not joined to a domain.", suberror: "message_only"),
        ErrorCode(53003, "interaction_required", "Access is blocked by Conditional Access.", suberror: "message_only"),
        ErrorCode(53004, "interaction_required", "The second factor has to be registered.", suberror: "basic_action"),
        ErrorCode(530_032, "interaction_required", "Blocked by a security policy.", suberror: "message_only"),
        ErrorCode(530_035, "interaction_required", "Access is blocked by security defaults.", suberror: "message_only"),
        ErrorCode(
            50097, "interaction_required", "Device authentication is required.",
            suberror: "device_authentication_failed"),
        ErrorCode(50129, "interaction_required", "The device is not joined to the workplace."),
        ErrorCode(50125, "interaction_required", "The sign-in was interrupted by a password reset."),
        ErrorCode(50135, "interaction_required", "The password has to be changed."),
        ErrorCode(50144, "interaction_required", "The Active Directory password is expired."),
        ErrorCode(50058, "login_required", "A silent sign-in was requested, but no user is signed in."),
        ErrorCode(16000, "interaction_required", "Several users are signed in; one has to be chosen."),
        ErrorCode(50105, "invalid_grant", "The signed in user is not assigned to a role for the application."),
    ]

    /// What somebody has to agree to.
    static let consents = [
        ErrorCode(
            65001, "invalid_grant",
            "The user or administrator has not consented to use the application. Send an interactive authorization "
                + "request for this user and resource.",
            suberror: "consent_required"),
        ErrorCode(65004, "access_denied", "User declined to consent to access the app."),
        ErrorCode(650_056, "invalid_client", "Misconfigured application: its permissions are missing.", status: 400),
        ErrorCode(
            650_057, "invalid_resource",
            "The client asked for a permission that is not listed in its application registration."),
        ErrorCode(90094, "consent_required", "Administrator consent is required."),
        ErrorCode(90095, "consent_required", "Administrator consent is required; a request for it may be sent."),
        ErrorCode(700_011, "unauthorized_client", "The application was not found in the directory."),
    ]

    private static func mfa(_ number: Int, _ reason: String) -> ErrorCode {
        ErrorCode(
            number, "interaction_required", "You must use multi-factor authentication to access it: \(reason).",
            suberror: "basic_action")
    }
}
