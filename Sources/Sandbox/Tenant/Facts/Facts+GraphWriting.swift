/// The facts of what Graph does to mail: creating, changing, sending, uploading, batches, subscriptions, throttling.
extension Facts {
    package static let bodyCap = Fact(
        "graph.bodyCapBytes", 4 * 1024 * 1024, "a request's body is at most 4 MiB, else 413", source: "§C6",
        mark: .confirmed)
    package static let maximumHeaders = Fact(
        "graph.maximumHeaders", 5, "a message is created with at most 5 internetMessageHeaders", source: "§C6",
        mark: .practice)
    package static let headerPrefixRule = Fact(
        "graph.headerPrefixRule", true, "internetMessageHeaders begin with x-", source: "§C6", mark: .confirmed)
    package static let emptyHeadersRefused = Fact(
        "graph.emptyHeadersRefused", true, "an empty internetMessageHeaders array is refused", source: "§C6",
        mark: .practice)
    package static let unknownPropertiesRefused = Fact(
        "graph.unknownPropertiesRefused", true, "a property that the resource does not have is refused",
        source: "§C13", mark: .confirmed)
    package static let readOnlyPropertiesRefused = Fact(
        "graph.readOnlyPropertiesRefused", false, "properties that only Graph sets are ignored in a request",
        source: "§C8", mark: .uncertain)
    package static let draftOnlyProperties = Fact(
        "graph.draftOnlyProperties", true, "subject, body and addresses change only while a message is a draft",
        source: "§C8", mark: .confirmed)
    package static let ifMatch = Fact(
        "graph.ifMatch", true, "an If-Match that is out of date is answered 412", source: "§C13", mark: .uncertain)
    package static let deleteGoesTo = Fact(
        "graph.deleteGoesTo", DeleteDestination.recoverableItems, "DELETE puts a message in the recoverable items",
        source: "§C9", mark: .uncertain)
    package static let deleteMissing = Fact(
        "graph.deleteMissing", DeleteMissing.itemNotFound, "DELETE of a missing message is 404 ErrorItemNotFound",
        source: "§C9", mark: .uncertain)
    package static let commentInReplyDraft = Fact(
        "graph.commentInReplyDraft", true, "the comment of createReply is in the draft's body", source: "§C6",
        mark: .uncertain)
    package static let createReplyStatus = Fact(
        "graph.createReplyStatus", 201, "createReply and its kind answer 201", source: "§C6", mark: .uncertain)
    package static let mimeFromIgnored = Fact(
        "graph.mimeFromIgnored", true, "the From of a MIME sendMail is replaced by the mailbox's", source: "§C7",
        mark: .confirmed)
    package static let mimeBccSends = Fact(
        "graph.mimeBccSends", true, "the Bcc of a MIME sendMail names recipients", source: "§C7", mark: .uncertain)
    package static let quotaStatus = Fact(
        "graph.quotaStatus", 507, "a full mailbox is answered 507 ErrorQuotaExceeded", source: "§C13",
        mark: .uncertain)
    package static let attachmentCap = Fact(
        "graph.attachmentCapBytes", 3 * 1024 * 1024, "a file attached in one POST is smaller than 3 MiB",
        source: "§C5", mark: .confirmed)
    package static let uploadMinimum = Fact(
        "graph.uploadMinimumBytes", 3 * 1024 * 1024, "an upload session is for files of 3 MiB and more",
        source: "§C5", mark: .confirmed)
    package static let uploadMaximum = Fact(
        "graph.uploadMaximumBytes", 150 * 1024 * 1024, "an upload session takes at most 150 MiB", source: "§C5",
        mark: .confirmed)
    package static let uploadSliceMaximum = Fact(
        "graph.uploadSliceMaximumBytes", 4 * 1024 * 1024, "a slice is at most 4 MiB", source: "§C5",
        mark: .confirmed)
    package static let uploadInOrder = Fact(
        "graph.uploadInOrder", true, "slices come in order; another one is refused", source: "§C5",
        mark: .confirmed)
    package static let uploadRangeStatus = Fact(
        "graph.uploadRangeStatus", 416, "a slice at the wrong place is answered 416", source: "§F3",
        mark: .uncertain)
    package static let uploadRefusesAuthorization = Fact(
        "graph.uploadRefusesAuthorization", false, "an Authorization header at an upload URL is ignored",
        source: "§C5", mark: .uncertain)
    package static let uploadSessionMinutes = Fact(
        "graph.uploadSessionMinutes", 120, "an upload session lives two hours", source: "§C5", mark: .uncertain)
    package static let uploadElsewhereRefused = Fact(
        "graph.uploadElsewhereRefused", true, "no delegated upload session on somebody else's mailbox",
        source: "§C5", mark: .confirmed)
    package static let batchMaximum = Fact(
        "graph.batchMaximum", 20, "a batch has at most 20 members", source: "§C10", mark: .confirmed)
    package static let batchShuffled = Fact(
        "graph.batchShuffled", true, "a batch's answers come in no order", source: "§C10", mark: .confirmed)
    package static let batchConcurrency = Fact(
        "graph.batchConcurrencyThrottled", false,
        "more than 4 members of one mailbox in a batch wait for one another; turned round, the others get 429",
        source: "§C10", mark: .practice)
    package static let retryAfterForm = Fact(
        "graph.throttleRetryAfter", RetryAfterForm.integer, "Retry-After is a whole number of seconds",
        source: "§C14", mark: .uncertain)
    package static let concurrencyLimit = Fact(
        "graph.concurrencyLimit", 4, "four requests at a time per app and mailbox", source: "§C14",
        mark: .confirmed)
    package static let concurrencyPerMailbox = Fact(
        "graph.concurrencyPerMailbox", true, "the limits count per app and mailbox, not per app alone",
        source: "§C14", mark: .uncertain)
    package static let requestLimit = Fact(
        "graph.requestLimit", 10_000, "10,000 requests in 10 minutes per app and mailbox", source: "§C14",
        mark: .confirmed)
    package static let uploadRate = Fact(
        "graph.uploadRateBytes", 150 * 1024 * 1024, "150 MiB of uploads in 5 minutes per app and mailbox",
        source: "§C14", mark: .uncertain)
    package static let latency = Fact(
        "graph.latencyMilliseconds", 0, "a request takes no time of its own", source: "§C14", mark: .practice)
    package static let subscriptionMinutes = Fact(
        "graph.subscriptionMinutes", 10_080, "a mail subscription lives at most 10,080 minutes", source: "§C12",
        mark: .uncertain)
    package static let subscriptionMinimumMinutes = Fact(
        "graph.subscriptionMinimumMinutes", 45, "a shorter subscription is raised to 45 minutes", source: "§C12",
        mark: .confirmed)
    package static let subscriptionHandshake = Fact(
        "graph.subscriptionHandshake", true, "a notification URL has to echo a token first", source: "§C12",
        mark: .confirmed)

    static let graphWriting: [any AnyFact] = [
        bodyCap, maximumHeaders, headerPrefixRule, emptyHeadersRefused, unknownPropertiesRefused,
        readOnlyPropertiesRefused, draftOnlyProperties, ifMatch, deleteGoesTo, deleteMissing, commentInReplyDraft,
        createReplyStatus, mimeFromIgnored, mimeBccSends, quotaStatus, attachmentCap, uploadMinimum, uploadMaximum,
        uploadSliceMaximum, uploadInOrder, uploadRangeStatus, uploadRefusesAuthorization, uploadSessionMinutes,
        uploadElsewhereRefused, batchMaximum, batchShuffled, batchConcurrency, retryAfterForm, concurrencyLimit,
        concurrencyPerMailbox, requestLimit, uploadRate, latency, subscriptionMinutes, subscriptionMinimumMinutes,
        subscriptionHandshake,
    ]
}
