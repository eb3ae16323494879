/// Every error code that reference sheet, sections C2 to C14, names. They are compared without regard to case, because
/// Microsoft writes some of them in several ways.
enum GraphErrorCode: String, Sendable, Hashable, CaseIterable {
    // The token.
    case invalidAuthenticationToken = "InvalidAuthenticationToken"
    case unauthenticated = "unauthenticated"

    // Rights.
    case errorAccessDenied = "ErrorAccessDenied"
    case authorizationRequestDenied = "Authorization_RequestDenied"
    case accessDenied = "AccessDenied"
    case forbidden = "Forbidden"
    case errorSendAsDenied = "ErrorSendAsDenied"

    // The mailbox.
    case mailboxNotEnabledForRESTAPI = "MailboxNotEnabledForRESTAPI"
    case errorMailboxNotEnabledForRESTAPI = "ErrorMailboxNotEnabledForRESTAPI"
    case mailboxNotSupportedForRESTAPI = "MailboxNotSupportedForRESTAPI"
    case errorNonExistentMailbox = "ErrorNonExistentMailbox"
    case errorInvalidUser = "ErrorInvalidUser"
    case requestResourceNotFound = "Request_ResourceNotFound"
    case errorQuotaExceeded = "ErrorQuotaExceeded"

    // What is looked for.
    case errorItemNotFound = "ErrorItemNotFound"
    case errorFolderNotFound = "ErrorFolderNotFound"
    case errorCannotDeleteObject = "ErrorCannotDeleteObject"
    case errorInvalidIdMalformed = "ErrorInvalidIdMalformed"

    // The question.
    case badRequest = "BadRequest"
    case inefficientFilter = "InefficientFilter"
    case errorInvalidUrlQuery = "ErrorInvalidUrlQuery"
    case errorInvalidPropertySet = "ErrorInvalidPropertySet"
    case expandNotSupported = "ExpandNotSupported"
    case requestBrokerParseUri = "RequestBroker--ParseUri"
    case validationError = "ValidationError"
    case notImplemented = "NotImplemented"
    case methodNotAllowed = "MethodNotAllowed"
    case errorExecuteSearchStaleData = "ErrorExecuteSearchStaleData"

    // The message.
    case errorInvalidRecipients = "ErrorInvalidRecipients"
    case errorRecipientLimitExceeded = "ErrorRecipientLimitExceeded"
    case errorMimeContentInvalid = "ErrorMimeContentInvalid"
    case errorMimeContentInvalidBase64String = "ErrorMimeContentInvalidBase64String"
    case invalidInternetMessageHeader = "InvalidInternetMessageHeader"
    case invalidInternetMessageHeaderCollection = "InvalidInternetMessageHeaderCollection"
    case errorAttachmentSizeShouldNotBeLessThanMinimumSize = "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize"
    case errorMessageSizeExceeded = "ErrorMessageSizeExceeded"

    // What is there already, or has changed.
    case errorFolderExists = "ErrorFolderExists"
    case errorIrresolvableConflict = "ErrorIrresolvableConflict"
    case syncStateNotFound = "syncStateNotFound"
    case resyncRequired = "resyncRequired"
    case invalidSyncStateData = "InvalidSyncStateData"

    // Too much.
    case applicationThrottled = "ApplicationThrottled"
    case tooManyRequests = "TooManyRequests"
    case activityLimitReached = "activityLimitReached"

    // Not now.
    case errorInternalServerError = "ErrorInternalServerError"
    case errorInternalServerTransientError = "ErrorInternalServerTransientError"
    case errorServerBusy = "ErrorServerBusy"
    case errorMailboxStoreUnavailable = "ErrorMailboxStoreUnavailable"
    case errorTimeoutExpired = "ErrorTimeoutExpired"
    case serviceUnavailable = "ServiceUnavailable"
    case unknownError = "UnknownError"

    /// Nil for a code that we do not know: then the status speaks.
    init?(named name: String) {
        guard let code = Self.byLowercasedName[name.lowercased()] else { return nil }
        self = code
    }

    private static let byLowercasedName = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.rawValue.lowercased(), $0) })
}
