extension GraphRoute {
    /// What reads.
    static let reading: [GraphRoute] = people + folders + messages + attachments

    private static let people: [GraphRoute] = [
        .signedIn("GET", "me", "user.get", UserReading.get),
        .signedIn("GET", "users/{user}", "user.get", UserReading.get),
    ]

    private static let folders: [GraphRoute] = [
        .mailbox("GET", "mailFolders", "mailFolders.list", .readBasic, FolderReading.list),
        .mailbox("GET", "mailFolders/$count", "mailFolders.count", .readBasic, FolderReading.count),
        .mailbox("GET", "mailFolders/delta", "mailFolders.delta", .readBasic, FolderDelta.answer),
        .mailbox("GET", "mailFolders/{folder}", "mailFolders.get", .readBasic, FolderReading.get),
        .mailbox("GET", "mailFolders/{folder}/childFolders", "mailFolders.list", .readBasic, FolderReading.children),
        .mailbox(
            "GET", "mailFolders/{folder}/childFolders/$count", "mailFolders.count", .readBasic,
            FolderReading.countChildren),
        .mailbox(
            "GET", "mailFolders/{folder}/childFolders/{child}", "mailFolders.get", .readBasic, FolderReading.child),
    ]

    private static let messages: [GraphRoute] =
        [
            .mailbox("GET", "messages", "messages.list", .readBasic, MessageListing.all),
            .mailbox("GET", "messages/$count", "messages.count", .readBasic, MessageListing.countAll),
            .mailbox(
                "GET", "mailFolders/{folder}/messages", "messages.list", .readBasic, MessageListing.inFolder),
            .mailbox(
                "GET", "mailFolders/{folder}/messages/$count", "messages.count", .readBasic,
                MessageListing.countInFolder),
            .mailbox(
                "GET", "mailFolders/{folder}/messages/delta", "messages.delta", .readBasic, MessageDelta.answer),
        ]
        + below(["messages/{message}", "mailFolders/{folder}/messages/{message}"]) { message in
            [
                .mailbox("GET", message, "messages.get", .readBasic, MessageReading.get),
                .mailbox("GET", "\(message)/$value", "messages.value", .read, MessageReading.value),
            ]
        }

    private static let attachments: [GraphRoute] = below([
        "messages/{message}/attachments", "mailFolders/{folder}/messages/{message}/attachments",
    ]) { list in
        [
            .mailbox("GET", list, "attachments.list", .read, AttachmentReading.list),
            .mailbox("GET", "\(list)/$count", "attachments.count", .read, AttachmentReading.count),
            .mailbox("GET", "\(list)/{attachment}", "attachments.get", .read, AttachmentReading.get),
            .mailbox("GET", "\(list)/{attachment}/$value", "attachments.value", .read, AttachmentReading.value),
        ]
    }

    /// The same lines at each of several places.
    private static func below(_ places: [String], _ lines: (String) -> [GraphRoute]) -> [GraphRoute] {
        places.flatMap(lines)
    }
}
