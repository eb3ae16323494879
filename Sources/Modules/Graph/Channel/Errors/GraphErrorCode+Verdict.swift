internal import Mail

extension GraphErrorCode {
    /// The table of reference sheet, section C13. No `default`: a new code has to choose. Nil for codes that say no more
    /// than the status with which they come.
    var verdict: GraphVerdict? {
        switch self {
        case .badRequest, .unknownError, .validationError: nil

        case .invalidAuthenticationToken, .unauthenticated: .tokenRefused

        case .errorAccessDenied: .noRight
        case .authorizationRequestDenied, .accessDenied, .forbidden: .noPermission
        case .errorSendAsDenied: .noSendAs

        case .mailboxNotEnabledForRESTAPI, .errorMailboxNotEnabledForRESTAPI, .mailboxNotSupportedForRESTAPI:
            .noCloudMailbox
        case .errorNonExistentMailbox, .errorInvalidUser, .requestResourceNotFound: .noSuchUser
        case .errorQuotaExceeded: .full

        case .errorItemNotFound, .errorFolderNotFound, .errorCannotDeleteObject, .errorInvalidIdMalformed: .absent

        case .inefficientFilter: .tooComplex
        case .errorInvalidUrlQuery, .errorInvalidPropertySet, .expandNotSupported, .requestBrokerParseUri,
            .notImplemented, .methodNotAllowed:
            .notTaken
        case .errorExecuteSearchStaleData, .syncStateNotFound, .resyncRequired, .invalidSyncStateData: .stale

        case .errorInvalidRecipients: .badRecipients
        case .errorRecipientLimitExceeded: .tooManyRecipients
        case .errorMimeContentInvalid, .errorMimeContentInvalidBase64String, .invalidInternetMessageHeader,
            .invalidInternetMessageHeaderCollection:
            .badMessage
        case .errorAttachmentSizeShouldNotBeLessThanMinimumSize: .tooSmallForUpload
        case .errorMessageSizeExceeded: .tooLarge

        case .errorFolderExists: .exists
        case .errorIrresolvableConflict: .conflict

        case .applicationThrottled, .tooManyRequests, .activityLimitReached: .throttled

        case .errorInternalServerError, .errorInternalServerTransientError: .unavailable("Graph failed")
        case .errorServerBusy, .serviceUnavailable: .unavailable("Graph is busy")
        case .errorMailboxStoreUnavailable: .unavailable("the mailbox's store cannot be reached at the moment")
        case .errorTimeoutExpired: .unavailable("Graph took too long")
        }
    }
}
