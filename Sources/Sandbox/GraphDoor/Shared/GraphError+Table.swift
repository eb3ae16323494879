internal import Doorway
internal import Tenant

/// The refusals of reference sheet §C13 that more than one endpoint uses, by status.
extension GraphError {
    // MARK: 400

    static func badRequest(_ message: String) -> GraphError { GraphError(400, "BadRequest", message) }
    static func noSegment(_ segment: String) -> GraphError {
        badRequest("Resource not found for the segment '\(segment.prefix(64))'.")
    }
    static let delegatedOnly = badRequest("/me request is only valid with delegated authentication flow.")
    static let idMalformed = GraphError(400, "ErrorInvalidIdMalformed", "Id is malformed.")
    static let inefficientFilter = GraphError(
        400, "InefficientFilter", "The restriction or sort order is too complex for this operation.")
    static func filterSyntax(_ why: String) -> GraphError { badRequest("Invalid filter clause: \(why)") }
    static func urlQuery(_ message: String) -> GraphError { GraphError(400, "ErrorInvalidUrlQuery", message) }
    /// `type` as in `Microsoft.OutlookServices.Message`.
    static func noProperty(_ name: String, on type: String) -> GraphError {
        GraphError(
            400, "RequestBroker--ParseUri", "Could not find a property named '\(name.prefix(64))' on type '\(type)'.")
    }
    static func expandNotSupported(_ message: String) -> GraphError { GraphError(400, "ExpandNotSupported", message) }
    static func searchAlone(_ option: String, _ code: String) -> GraphError {
        GraphError(400, code, "The query parameter '\(option)' is not supported with '$search'.")
    }
    static func notWithDelta(_ option: String) -> GraphError {
        urlQuery(
            "The following parameters are not supported with change tracking over the 'Messages' resource: '\(option)'."
        )
    }
    static let staleSearch = GraphError(
        400, "ErrorExecuteSearchStaleData", "The search results are stale; repeat the search.")
    static let propertySet = GraphError(400, "ErrorInvalidPropertySet", "The requested property set is invalid.")

    // MARK: 401

    static func token(_ message: String) -> GraphError {
        GraphError(401, "InvalidAuthenticationToken", message).with("WWW-Authenticate", bearer)
    }
    static let tokenEmpty = token("Access token is empty.")
    static let tokenMalformed = token("CompactToken parsing failed with error code: 80049217")
    static let tokenExpired = token("Lifetime validation failed, the token is expired.")
    static let tokenRevoked = token("Access token has expired or is not yet valid.")
    static let tokenAudience = token("Access token validation failure. Invalid audience.")
    /// Continuous access evaluation: no body, and the claims in base64 (§A14).
    static func claimsChallenge(_ claims: String) -> GraphError {
        var error = GraphError(401, "unauthenticated", "")
            .with("WWW-Authenticate", "\(bearer), error=\"insufficient_claims\", claims=\"\(claims)\"")
        error.hasBody = false
        return error
    }
    private static let bearer =
        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", "
        + "client_id=\"00000003-0000-0000-c000-000000000000\""

    // MARK: 403

    static let accessDenied = GraphError(
        403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    static let blockedByPolicy = GraphError(403, "ErrorAccessDenied", "Access to OData is disabled.")
    static let directoryDenied = GraphError(
        403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    static let sendAsDenied = GraphError(
        403, "ErrorSendAsDenied",
        "The user account which was used to submit this request does not have the right to send mail on behalf of the "
            + "specified sending account., Cannot submit message.")

    // MARK: 404

    static let itemNotFound = GraphError(
        404, "ErrorItemNotFound", "The specified object was not found in the store.")
    static let folderNotFound = GraphError(
        404, "ErrorFolderNotFound", "The specified folder could not be found in the store.")
    static func noDefaultFolder(_ name: String, _ code: MissingFolderCode) -> GraphError {
        GraphError(404, code.rawValue, "Default folder \(name) not found.")
    }
    static let noMailbox = GraphError(
        404, "MailboxNotEnabledForRESTAPI",
        "The mailbox is either inactive, soft-deleted, or is hosted on-premise.")
    static func noMailboxUser(_ name: String) -> GraphError {
        GraphError(404, "ErrorInvalidUser", "The requested user '\(name.prefix(128))' is invalid.")
    }
    static func noUser(_ name: String) -> GraphError {
        GraphError(
            404, "Request_ResourceNotFound",
            "Resource '\(name.prefix(128))' does not exist or one of its queried reference-property objects are not present."
        )
    }

    // MARK: Others

    /// The `Location` holds an address with an empty token, from which to start anew.
    static func deltaExpired(_ code: String, restart: String) -> GraphError {
        GraphError(410, code, "The sync state generation is not found; start again without a token.")
            .with("Location", restart)
    }
    static let methodNotAllowed = GraphError(
        405, "MethodNotAllowed", "Specified HTTP method is not allowed for the request target.")
    static let folderExists = GraphError(
        409, "ErrorFolderExists", "A folder with the specified name already exists.")
    static let tooLarge = GraphError(413, "ErrorMessageSizeExceeded", "The message exceeds the maximum supported size.")
    static func throttled(_ excess: GraphThrottle.Excess, retryAfter: String?) -> GraphError {
        var error =
            switch excess {
            case .concurrency:
                GraphError(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.")
            case .requests, .uploads: GraphError(429, "TooManyRequests", "Please retry again later.")
            }
        error.headers["Retry-After"] = retryAfter
        return error
    }
    static let attachmentsTooLarge = GraphError(
        504, "UnknownError", "The files in this answer are too large for one; ask for each attachment alone.")
    static let internalError = GraphError(500, "ErrorInternalServerError", "An internal server error occurred.")

    // MARK: By status alone

    /// What a fault's status says when nothing else is known.
    static func ofStatus(_ status: Int) -> GraphError {
        switch status {
        case 429: GraphError(429, "TooManyRequests", "Please retry again later.")
        case 500: internalError
        case 503: GraphError(503, "ServiceUnavailable", "The service is unavailable.")
        case 504: GraphError(504, "UnknownError", "")
        default: GraphError(status, "UnknownError", "")
        }
    }
}
