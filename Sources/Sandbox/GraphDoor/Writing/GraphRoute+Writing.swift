internal import Doorway

extension GraphRoute {
    /// What changes, sends and subscribes.
    static let writing: [GraphRoute] = messages + folders + sending + attachments + mailboxes + others

    /// A message is found below its mailbox and below its folder.
    private static func message(
        _ method: String, _ pattern: String, _ operation: String, _ permission: GraphPermission,
        _ act: @escaping MailboxAct
    ) -> [GraphRoute] {
        ["messages/{message}", "mailFolders/{folder}/messages/{message}"].map {
            .mailbox(method, $0 + pattern, operation, permission, act)
        }
    }

    private static let messages: [GraphRoute] =
        [
            .mailbox("POST", "messages", "messages.create", .readWrite, MessageCreation.create),
            .mailbox("POST", "mailFolders/{folder}/messages", "messages.create", .readWrite, MessageCreation.create),
        ]
        + message("PATCH", "", "messages.update", .readWrite, MessageUpdate.update)
        + message("PUT", "/$value", "messages.replace", .readWrite, MessageCreation.replace)
        + message("DELETE", "", "messages.delete", .readWrite, MessageDeletion.delete)
        + message("POST", "/permanentDelete", "messages.permanentDelete", .readWrite, MessageDeletion.deletePermanently)
        + message("POST", "/move", "messages.move", .readWrite, MessageMoves.move)
        + message("POST", "/copy", "messages.copy", .readWrite, MessageMoves.copy)

    private static let folders: [GraphRoute] =
        [
            .mailbox("POST", "mailFolders", "mailFolders.create", .readWrite, FolderWriting.create),
            .mailbox(
                "POST", "mailFolders/{folder}/childFolders", "mailFolders.create", .readWrite, FolderWriting.create),
        ]
        + folder("PATCH", "", "mailFolders.update", FolderWriting.rename)
        + folder("DELETE", "", "mailFolders.delete", FolderWriting.delete)
        + folder("POST", "/move", "mailFolders.move", FolderWriting.move)
        + folder("POST", "/copy", "mailFolders.copy", FolderWriting.copy)
        + folder("POST", "/permanentDelete", "mailFolders.permanentDelete", FolderWriting.deletePermanently)

    /// A folder is found below its mailbox and below its parent.
    private static func folder(
        _ method: String, _ pattern: String, _ operation: String, _ act: @escaping MailboxAct
    ) -> [GraphRoute] {
        ["mailFolders/{folder}", "mailFolders/{parent}/childFolders/{folder}"].map {
            .mailbox(method, $0 + pattern, operation, .readWrite, act)
        }
    }

    private static let sending: [GraphRoute] =
        [.mailbox("POST", "sendMail", "sendMail", .send, Sending.sendMail)]
        + message("POST", "/send", "messages.send", .send, Sending.sendDraft)
        + message("POST", "/createReply", "messages.createReply", .readWrite, Replies.createDraft(.reply))
        + message("POST", "/createReplyAll", "messages.createReplyAll", .readWrite, Replies.createDraft(.replyAll))
        + message("POST", "/createForward", "messages.createForward", .readWrite, Replies.createDraft(.forward))
        + message("POST", "/reply", "messages.reply", .send, Replies.send(.reply))
        + message("POST", "/replyAll", "messages.replyAll", .send, Replies.send(.replyAll))
        + message("POST", "/forward", "messages.forward", .send, Replies.send(.forward))

    private static let attachments: [GraphRoute] =
        message("POST", "/attachments", "attachments.create", .readWrite, AttachmentWriting.create)
        + message("DELETE", "/attachments/{attachment}", "attachments.delete", .readWrite, AttachmentWriting.delete)
        + message(
            "POST", "/attachments/createUploadSession", "attachments.createUploadSession", .readWrite, Uploads.open)
        + [
            .open("PUT", uploadPattern, "uploads.put", UploadSlices.put),
            .open("GET", uploadPattern, "uploads.get", UploadSlices.status),
            .open("DELETE", uploadPattern, "uploads.delete", UploadSlices.cancel),
        ]

    private static let uploadPattern = "/api/v2.0/users/{user}/messages/{message}/attachmentsessions/{session}"

    private static let mailboxes: [GraphRoute] = [
        .mailbox("POST", "translateExchangeIds", "translateExchangeIds", .readBasic, IDTranslation.translate),
        .mailbox("GET", "mailboxSettings", "mailboxSettings.get", .readSettings, MailboxSettings.get),
        .mailbox("PATCH", "mailboxSettings", "mailboxSettings.update", .writeSettings, MailboxSettings.update),
        .mailbox("GET", "outlook/masterCategories", "masterCategories.list", .readSettings, MailboxExtras.categories),
        .mailbox(
            "GET", "mailFolders/{folder}/messageRules", "messageRules.list", .readSettings, MailboxExtras.rules),
        .mailbox(
            "GET", "inferenceClassification/overrides", "overrides.list", .readBasic, MailboxExtras.overrides),
        .mailbox("POST", "getMailTips", "getMailTips", .readBasic, MailboxExtras.mailTips),
    ]

    private static let others: [GraphRoute] = [
        .signedIn("POST", "$batch", "batch", BatchCall.answer),
        .signedIn("POST", "subscriptions", "subscriptions.create", Subscriptions.create),
        .signedIn("GET", "subscriptions", "subscriptions.list", Subscriptions.list),
        .signedIn("GET", "subscriptions/{subscription}", "subscriptions.get", Subscriptions.get),
        .signedIn("PATCH", "subscriptions/{subscription}", "subscriptions.update", Subscriptions.update),
        .signedIn("DELETE", "subscriptions/{subscription}", "subscriptions.delete", Subscriptions.delete),
        .signedIn(
            "POST", "subscriptions/{subscription}/reauthorize", "subscriptions.reauthorize",
            Subscriptions.reauthorize),
    ]
}
