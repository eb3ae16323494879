/// The refusals that only changing and sending can meet (reference sheet §C2, §C5–§C14).
extension GraphError {
    // MARK: The body of a request

    static let notJSON = badRequest(
        "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON "
            + "format.")
    static let noContentType = badRequest("Write request does not contain Content-Type header or body.")
    static let bodyTooLarge = GraphError(413, "RequestEntityTooLarge", "Request Entity Too Large")
    /// `type` as in `microsoft.graph.message`.
    static func unknownProperty(_ name: String, on type: String) -> GraphError {
        GraphError(
            400, "RequestBodyRead",
            "The property '\(name.prefix(64))' does not exist on type '\(type)'. Make sure to only use property names "
                + "that are defined by the type or mark the type as open type.")
    }
    static func unknownParameter(_ name: String, of action: String) -> GraphError {
        GraphError(
            400, "RequestBodyRead",
            "The parameter '\(name.prefix(64))' in the request payload is not a valid parameter for the operation "
                + "'\(action)'.")
    }
    /// `type` as in `Edm.Boolean`.
    static func wrongType(_ name: String, expected type: String) -> GraphError {
        GraphError(
            400, "RequestBodyRead",
            "Cannot convert the value of the property '\(name.prefix(64))' to the expected type '\(type)'.")
    }
    static func noSuchValue(_ value: String) -> GraphError {
        GraphError(400, "RequestBodyRead", "Requested value '\(value.prefix(64))' was not found.")
    }
    static func missingProperty(_ name: String) -> GraphError {
        GraphError(400, "ErrorRequiredPropertyMissing", "Required property is missing. PropertyName: \(name)")
    }
    static func argument(_ message: String) -> GraphError { GraphError(400, "ErrorInvalidArgument", message) }

    // MARK: Messages

    static func notChangeable(_ name: String) -> GraphError {
        GraphError(
            400, "ErrorInvalidPropertySet", "Set action is invalid for property. PropertyName: \(name.prefix(64))")
    }
    static func headerName(_ name: String) -> GraphError {
        GraphError(
            400, "InvalidInternetMessageHeader",
            "The internet message header name '\(name.prefix(64))' should start with 'x-' or 'X-'.")
    }
    static func tooManyHeaders(_ maximum: Int) -> GraphError {
        GraphError(
            400, "InvalidInternetMessageHeaderCollection",
            "Maximum number of headers in one message should be less than or equal to \(maximum).")
    }
    static let noHeaders = GraphError(
        400, "InvalidInternetMessageHeaderCollection", "At least one header must be specified.")
    static func extendedProperty(_ id: String) -> GraphError {
        GraphError(400, "ErrorInvalidExtendedProperty", "The extended property '\(id.prefix(64))' is invalid.")
    }
    static let mimeBase64 = GraphError(
        400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.")
    static let mimeContent = GraphError(400, "ErrorMimeContentInvalid", "The MIME content is invalid.")
    static let commentAndBody = GraphError(
        400, "ErrorInvalidArgument", "Comment and message.body cannot be specified at the same time.")
    static let notADraft = GraphError(
        400, "ErrorInvalidOperation", "The operation is only allowed for a message that is a draft.")
    static let preconditionFailed = GraphError(
        412, "ErrorIrresolvableConflict", "The change key passed in the request does not match the current one.")

    // MARK: Sending

    static let noRecipients = GraphError(
        400, "ErrorInvalidRecipients",
        "At least one recipient isn't valid., A message can't be sent because it contains no recipients.")
    static let invalidRecipients = GraphError(
        400, "ErrorInvalidRecipients", "At least one recipient isn't valid.")
    static let tooManyRecipients = GraphError(
        400, "ErrorRecipientLimitExceeded", "The message has more recipients than are allowed.")
    static let messageTooLarge = GraphError(
        413, "ErrorMessageSizeExceeded",
        "The message exceeds the maximum supported size., Cannot submit message.")
    /// More recipients within a day than a mailbox may address (§B6).
    static let sendingLimit = GraphError(
        429, "ErrorMessageSubmissionBlocked",
        "Cannot send mail. The limit of recipients that the account may address within a day is reached.")
    static func quota(_ status: Int) -> GraphError {
        GraphError(status, "ErrorQuotaExceeded", "The mailbox quota has been exceeded.")
    }

    // MARK: Folders and places

    static let defaultFolderDelete = GraphError(
        400, "ErrorDeleteDistinguishedFolder", "Distinguished folders cannot be deleted.")
    static let defaultFolderMove = GraphError(
        400, "ErrorMoveDistinguishedFolder", "Distinguished folders cannot be moved.")
    static let defaultFolderRename = GraphError(
        400, "ErrorInvalidPropertySet", "The display name of a distinguished folder cannot be changed.")
    static let moveFailed = GraphError(
        400, "ErrorMoveCopyFailed", "The move or copy operation failed.")
    static let cannotDelete = GraphError(
        404, "ErrorCannotDeleteObject", "The object could not be deleted.")

    // MARK: Attachments

    static let attachmentNotFound = GraphError(
        404, "ErrorInvalidAttachmentId", "The specified attachment was not found.")
    static let attachmentTooLarge = GraphError(
        413, "ErrorMessageSizeExceeded", "The attachment is too large; use an upload session.")
    static func attachmentTooSmall(_ count: Int, minimum: Int) -> GraphError {
        GraphError(
            400, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize",
            "The attachment size \(count) should not be less than the minimum size \(minimum).")
    }
    static func attachmentTooBig(_ maximum: Int) -> GraphError {
        GraphError(
            413, "ErrorAttachmentSizeLimitExceeded", "The attachment size should not exceed \(maximum) bytes.")
    }
    static func range(_ status: Int, _ message: String) -> GraphError {
        GraphError(status, "ErrorInvalidContentRange", message)
    }
    static let uploadGone = GraphError(
        404, "ErrorItemNotFound", "The upload session was not found: it ended or expired.")
    static let uploadToken = GraphError(401, "InvalidAuthenticationToken", "The upload token is not valid.")
    static let serverBusy = GraphError(
        503, "ErrorServerBusy", "The server cannot service this request right now. Try again later.")

    // MARK: Batches

    static let failedDependency = GraphError(424, "FailedDependency", "A request that this one depends on failed.")
    static let batchAnswerTooLarge = GraphError(
        413, "ResponseTooLarge", "The answer is too large for a batch; ask for it alone.")

    // MARK: Subscriptions

    static func validation(_ message: String) -> GraphError { GraphError(400, "ValidationError", message) }
    static let subscriptionNotFound = GraphError(
        404, "ResourceNotFound", "The object was not found.")
    static let subscriptionDenied = GraphError(
        403, "ExtensionError",
        "Operation: Create; Exception: [Status Code: Forbidden; Reason: Access is denied. Check credentials and try "
            + "again.]")
}
