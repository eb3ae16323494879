internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// What changed in one folder, in pages and rounds (reference sheet §C11).
///
/// The first round goes through the folder newest first; what changes meanwhile comes again in the second one, which
/// begins where the first did. Later rounds follow the folder's history.
struct MessageDelta {
    private let request: DeltaRequest
    private let state: MailboxState
    private let folder: Folder
    private let json: MessageJSON
    /// `$filter`'s earliest time of receipt.
    private let earliest: Timestamp?
    private let pageSize: Int

    static func answer(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        try MessageDelta(call).answer()
    }

    private init(_ call: MailboxCall) throws(GraphError) {
        state = call.state
        folder = try call.ids.folder(call["folder"], in: state)
        request = try DeltaRequest(call, folder: folder.number)
        pageSize = try request.pageSize()
        let options = request.call.options
        earliest = try Self.earliest(options["$filter"])
        if let text = options["$orderby"] {
            let keys = try Ordering(text, over: .message).keys
            guard keys.map(\.property.path) == ["receivedDateTime"], keys[0].isDescending else {
                throw .notWithDelta("$orderby")
            }
        }
        json = MessageJSON(
            request.call, state, try Selection(options["$select"], of: .message), try Expansion(request.call))
    }

    private func answer() throws(GraphError) -> WebResponse {
        let page =
            switch request.token?.place {
            case nil: try enumerated(after: nil, began: state.now, shown: 0)
            case .enumerating(let receivedAt, let message):
                try enumerated(
                    after: (receivedAt, message), began: request.token?.began ?? state.now,
                    shown: request.token?.shown ?? 0)
            case .following(let change): try followed(from: change, began: request.token?.began ?? change)
            }
        return .graph(page.value)
    }

    // MARK: The first round

    private func enumerated(
        after place: (Int64, UInt64)?, began: ChangeNumber, shown: Int
    ) throws(GraphError) -> Page {
        let all = state.newestFirst(in: folder.number).compactMap(state.message)
            .prefix(while: isLateEnough)
        let start = place.map { place in all.firstIndex { Self.key(of: $0) < place } ?? all.endIndex } ?? all.startIndex
        // The last message of the page before may come again.
        let again = start > 0 && pageSize > 1 && request.call.sandbox.facts[Facts.deltaReplays] ? 1 : 0
        let cap = earliest == nil ? Int.max : max(0, request.call.sandbox.facts[Facts.deltaFilterCap] - shown)
        let new = all[start...].prefix(min(pageSize - again, cap))
        var room = AttachmentRoom()
        var rows: [JSONValue] = []
        for message in all[(start - again)..<start] + new { rows.append(try row(message, json, &room)) }
        var page = Page(context: context, rows: rows)
        if let last = new.last, new.endIndex < all.endIndex, new.count < cap {
            let (receivedAt, message) = Self.key(of: last)
            page.nextLink = request.nextLink(
                token(.enumerating(receivedAt: receivedAt, message: message), began: began, shown: shown + new.count))
        } else {
            page.deltaLink = request.deltaLink(token(.following(began), began: began))
        }
        return page
    }

    private func isLateEnough(_ message: StoredMessage) -> Bool { earliest.map { message.receivedAt >= $0 } ?? true }

    private static func key(of message: StoredMessage) -> (Int64, UInt64) {
        (message.receivedAt.secondsSince1970, message.number.value)
    }

    // MARK: Later rounds

    private func followed(from change: ChangeNumber, began: ChangeNumber) throws(GraphError) -> Page {
        var room = AttachmentRoom()
        var page = Page(context: context, rows: [])
        for entry in state.history(in: folder.number, since: change) {
            guard let row = try row(entry, began: began, &room) else { continue }
            // One more than the page holds: there is a next one, which begins behind the last that was shown.
            if page.rows.count == pageSize {
                page.nextLink = request.nextLink(
                    token(.following(lastShown(before: entry, since: change)), began: began))
                return page
            }
            page.rows.append(row)
        }
        page.deltaLink = request.deltaLink(token(.following(state.now), began: state.now))
        return page
    }

    private func lastShown(before entry: FolderHistoryEntry, since change: ChangeNumber) -> ChangeNumber {
        ChangeNumber(max(change.value, entry.change.value - 1))
    }

    /// Nil when the request does not want to hear of it.
    private func row(
        _ entry: FolderHistoryEntry, began: ChangeNumber, _ room: inout AttachmentRoom
    ) throws(GraphError) -> JSONValue? {
        if let reason = entry.removal {
            guard request.shows(.deleted) else { return nil }
            return [
                "@odata.type": "#microsoft.graph.message",
                "id": .string(request.call.ids.text(of: entry.message, in: folder.number)),
                "@removed": ["reason": .string(reason.rawValue)],
            ]
        }
        guard let message = state.message(entry.message), isLateEnough(message) else {
            return nil
        }
        let isNew = message.arrived > began
        guard request.shows(isNew ? .created : .updated) else { return nil }
        if isNew || request.call.sandbox.facts[Facts.deltaShowsAllSelected] { return try row(message, json, &room) }
        var json = json
        json.selection = json.selection.limited(to: Self.changeable)
        return try row(message, json, &room)
    }

    /// What can change of a message that is no draft (§C8).
    private static let changeable = [
        "isRead", "flag", "categories", "importance", "inferenceClassification", "changeKey", "lastModifiedDateTime",
    ]

    private func row(
        _ message: StoredMessage, _ json: MessageJSON, _ room: inout AttachmentRoom
    ) throws(GraphError) -> JSONValue {
        try json.take(message, from: &room)
        var members = json.members(of: message)
        members["@odata.type"] = "#microsoft.graph.message"
        return .object(members)
    }

    private var context: String { request.call.sharedContext("Collection(message)") }

    private func token(_ place: DeltaToken.Place, began: ChangeNumber, shown: Int = 0) -> DeltaToken {
        DeltaToken(folder: folder.number, began: began, place: place, shown: shown, options: request.options)
    }

    /// The one filter that a delta knows: `receivedDateTime ge …` or `gt …`.
    private static func earliest(_ text: String?) throws(GraphError) -> Timestamp? {
        guard let text else { return nil }
        switch try FilterParser.filter(text, over: .message) {
        case .compare(let property, .ge, .date(let time)) where property.path == "receivedDateTime": return time
        case .compare(let property, .gt, .date(let time)) where property.path == "receivedDateTime":
            return time.advanced(by: .seconds(1))
        default: throw .notWithDelta("$filter")
        }
    }
}
