internal import Mail

/// The refusals, each with what a person can do about it.
extension GraphVerdict {
    static let noRight = refused(
        .accessDenied, "access to this mailbox was denied",
        hint:
            "check that the app has the Graph permissions it needs (Mail.ReadWrite and Mail.Send, for another person's"
            + " mailbox their .Shared forms) and that whoever signed in has full access to this mailbox")
    static let accessPolicy = refused(
        .accessDenied, "an application access policy keeps this app from this mailbox",
        hint: "an Exchange administrator has to put the mailbox into the scope of the app's policy; check with"
            + " Test-ApplicationAccessPolicy; a change can take more than an hour")
    static let noPermission = refused(
        .accessDenied, "the directory does not allow this app what it asked for",
        hint: "grant the app the Graph permissions it needs, with an administrator's consent where the tenant wants it,"
            + " and sign in again")
    static let noSendAs = refused(
        .sendAsDenied, "this account may not send in the name of the given sender",
        hint:
            "have an Exchange administrator grant Send As or Send on Behalf for that address, or send from the account's"
            + " own; a grant can take an hour to take effect")
    static let noCloudMailbox = refused(
        .mailboxUnavailable, "there is no mailbox in Exchange Online that Graph could open",
        hint:
            "check that the user has an Exchange Online licence and that the mailbox is not on premises or deleted; a new"
            + " mailbox takes up to 15 minutes")
    static let noSuchUser = refused(
        .mailboxUnavailable, "there is no such mailbox in this tenant",
        hint: "check the name of the mailbox, and that it is in the tenant that the app signs in to")
    static let emptyMailbox = refused(
        .mailboxUnavailable, "the mailbox has no inbox yet",
        hint: "Exchange sets a mailbox up when it is first used: open it once in Outlook on the web, or try again in 15"
            + " minutes")
    static let notGraph = refused(
        .requestRefused, "what answered is not Graph",
        hint: "check the Graph root of the account's cloud, and what stands between Postern and Graph")
    static let full = refused(
        .quotaExceeded, "the mailbox is full", hint: "make room in the mailbox, or have its quota raised")
    static let tooComplex = refused(
        .requestRefused, "Exchange finds this filter together with this order too complex",
        hint: "ask with fewer filters")
    static let notTaken = refused(
        .requestRefused, "Graph does not take this request",
        hint: "this is a fault of Postern or a change at Microsoft: please report it with the request id")
    static let redirected = refused(
        .requestRefused, "Graph answered with a redirect, which is never followed",
        hint: "check the Graph root of the account's cloud, and what stands between Postern and Graph")
    static let badRecipients = refused(
        .messageRefused, "Exchange does not take the message's recipients",
        hint: "check that there is a recipient and that every address is complete")
    static let tooManyRecipients = refused(
        .messageRefused, "the message has more recipients than the mailbox may address at once",
        hint: "send to fewer recipients at a time")
    static let badMessage = refused(
        .messageRefused, "Exchange cannot read the message as it was given",
        hint: "check the message's header fields and its form")
    static let tooSmallForUpload = refused(
        .requestRefused, "the attachment is too small for an upload session",
        hint: "this is a fault of Postern or a change at Microsoft: please report it with the request id")
    static let tooLarge = refused(
        .tooLarge, "the message or the request is larger than Exchange takes",
        hint: "send less at a time, or have the mailbox's message size limit raised")
}
