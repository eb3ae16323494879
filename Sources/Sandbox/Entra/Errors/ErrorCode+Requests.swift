/// The rest of the table: what is wrong with a client, a request or an endpoint, and the device flow's own.
extension ErrorCode {
    /// What an operator has to put right in a registration, a secret or an authority.
    static let clients = [
        ErrorCode(
            700_016, "unauthorized_client",
            "The application was not found in the directory. It may not be installed by the administrator of the "
                + "tenant or consented to by any user in it, or the request went to the wrong tenant."),
        ErrorCode(7_000_112, "unauthorized_client", "The application is disabled."),
        ErrorCode(70001, "unauthorized_client", "The application is disabled."),
        ErrorCode(
            7_000_215, "invalid_client",
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, "
                + "not the client secret ID."),
        ErrorCode(7_000_222, "invalid_client", "The provided client secret keys for the app are expired."),
        ErrorCode(
            7_000_218, "invalid_client",
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."),
        ErrorCode(
            700_025, "invalid_client",
            "Client is public so neither 'client_assertion' nor 'client_secret' should be presented."),
        ErrorCode(700_027, "invalid_client", "The certificate with which the assertion was signed is not registered."),
        ErrorCode(700_024, "invalid_client", "Client assertion is not within its valid time range."),
        ErrorCode(700_023, "invalid_client", "Client assertion audience claim does not match Realm issuer."),
        ErrorCode(50012, "invalid_client", "Authentication with the certificate failed."),
        ErrorCode(50048, "invalid_client", "Subject must match Issuer claim in the client assertion."),
        ErrorCode(
            700_213, "invalid_client", "No matching federated identity record found for presented assertion subject."),
        ErrorCode(70021, "invalid_client", "No matching federated identity record found for presented assertion."),
        ErrorCode(70002, "invalid_client", "Error validating credentials."),
        ErrorCode(
            50194, "invalid_request",
            "The application is not configured as a multi-tenant application. Use a tenant-specific endpoint."),
        ErrorCode(
            9_002_331, "invalid_request",
            "The application is configured for use by Microsoft Account users only. Use the /consumers endpoint."),
        ErrorCode(
            9_002_332, "invalid_request",
            "The application is configured for use by work or school accounts only. Do not use the /consumers endpoint."
        ),
        ErrorCode(
            9_001_023, "invalid_request",
            "The grant type is not supported over the /common or /consumers endpoints. Use a tenant-specific one."),
        ErrorCode(50020, "invalid_grant", "The user account does not exist in the tenant and cannot access the app."),
        ErrorCode(500_208, "invalid_request", "The domain is not a valid login domain for the account type."),
        ErrorCode(500_021, "invalid_request", "Access to the tenant is denied by tenant restrictions."),
        ErrorCode(500_022, "invalid_request", "Access to the tenant is denied by tenant restrictions."),
        ErrorCode(500_212, "invalid_request", "The user's tenant does not allow access to the resource tenant."),
        ErrorCode(500_213, "invalid_request", "The resource tenant does not allow this user access."),
        ErrorCode(90123, "invalid_request", "The token cannot be issued: a cross-tenant policy denies it."),
        ErrorCode(
            9_002_327, "invalid_request",
            "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin "
                + "requests."),
        ErrorCode(
            9_002_326, "invalid_request",
            "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type."),
        ErrorCode(
            9_002_325, "invalid_request",
            "Proof Key for Code Exchange is required for cross-origin authorization code redemption."),
    ]

    /// What is wrong with a request.
    static let requests = [
        ErrorCode(90002, "invalid_request", "Tenant not found. Check that it has active subscriptions and is right."),
        ErrorCode(50059, "invalid_request", "No tenant-identifying information found in the request."),
        ErrorCode(90019, "invalid_request", "No tenant-identifying information found in the request."),
        ErrorCode(90038, "invalid_request", "The tenant belongs to another cloud."),
        ErrorCode(900_382, "invalid_client", "Confidential client is not supported in a cross-cloud request."),
        ErrorCode(900_432, "invalid_client", "Confidential client is not supported in a cross-cloud request."),
        ErrorCode(90124, "invalid_request", "The resource is not supported over the /common or /consumers endpoints."),
        ErrorCode(90130, "invalid_request", "The app is not supported over the /common or /consumers endpoints."),
        ErrorCode(
            50011, "invalid_request",
            "The redirect URI specified in the request does not match the redirect URIs configured for the application."
        ),
        ErrorCode(900_144, "invalid_request", "The request body must contain a parameter that is missing."),
        ErrorCode(90014, "invalid_request", "A required field is missing from the credential."),
        ErrorCode(9_002_313, "invalid_request", "Invalid request. Request is malformed or invalid."),
        ErrorCode(90023, "invalid_request", "A parameter has a value that is not supported."),
        ErrorCode(900_561, "invalid_request", "The endpoint only accepts POST, OPTIONS requests."),
        ErrorCode(70003, "unsupported_grant_type", "The app requested an unsupported grant type."),
        ErrorCode(70005, "unsupported_response_type", "The response_type is not supported or not enabled."),
        ErrorCode(70007, "invalid_request", "The response_mode is not supported for the requested token."),
        ErrorCode(70011, "invalid_scope", "The provided value for the input parameter 'scope' is not valid."),
        ErrorCode(28002, "invalid_request", "The input parameter 'scope' is not valid when requesting a token."),
        ErrorCode(
            28003, "invalid_request",
            "Provided value for the input parameter scope cannot be empty when requesting an access token using the "
                + "provided authorization code."),
        ErrorCode(
            28000, "invalid_request",
            "Provided value for the input parameter scope is not valid because it contains more than one resource."),
        ErrorCode(
            700_022, "invalid_request",
            "Provided value for the input parameter scope is not valid because it contains more than one resource."),
        ErrorCode(50001, "invalid_resource", "The resource was not found or is not valid."),
        ErrorCode(500_011, "invalid_resource", "The resource principal was not found in the tenant."),
        ErrorCode(650_052, "invalid_client", "The app needs a service that your organization lacks.", status: 400),
        ErrorCode(650_054, "invalid_client", "The app asked for a resource that was removed.", status: 400),
        ErrorCode(65005, "invalid_resource", "The app did not list the resource that it needs."),
        ErrorCode(901_002, "invalid_request", "The 'resource' request parameter is not supported."),
    ]

    /// The device flow's own (§A11).
    static let devices = [
        ErrorCode(70016, "authorization_pending", "The user has not finished yet. Continue polling."),
        ErrorCode(70018, "bad_verification_code", "The verification code is wrong or not known."),
        ErrorCode(70019, "expired_token", "The verification code expired."),
        ErrorCode(70020, "expired_token", "The verification code expired."),
    ]
}
