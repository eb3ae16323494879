internal import Broker
package import Domain
internal import JSON
package import Mail
internal import Transport

extension GraphMailbox {
    /// How many pages are looked at for one of ours: Graph's may be empty and yet not the last.
    private static let mostPages = 20

    package func messages(_ listing: MessageListing, until deadline: Deadline) async throws(MailError) -> MessagePage {
        guard MailText.isMailbox(listing.mailbox) else {
            throw .invalid(field: "mailbox", reason: "it is empty, longer than 1024 bytes or holds a control character")
        }
        guard let position = listing.position else {
            return try await withFolder(listing.mailbox, until: deadline) { (folder, path) throws(MailError) in
                let call = GraphCall(
                    .get, .mailbox("mailFolders", folder, "messages"), query: Self.query(listing), about: .mailbox)
                return try await self.page(call, of: listing, in: path, until: deadline)
            }
        }
        let link = try link(at: position)
        let isInbox = listing.mailbox.lowercased() == FolderName.inbox.lowercased()
        let path = isInbox ? FolderName.inbox : listing.mailbox
        do throws(MailError) {
            let call = GraphCall(following: link, about: .mailbox)
            return try await page(call, of: listing, in: path, until: deadline)
        } catch {
            throw Self.cursorError(error)
        }
    }

    private static func query(_ listing: MessageListing) -> [(name: String, value: String)] {
        var query = MessageProperties(listing.fields, preview: listing.includesPreview).options
        if let filter = listing.filter.expression { query.append(("$filter", filter)) }
        query.append(("$orderby", "receivedDateTime desc"))
        query.append(("$top", String(max(1, min(listing.limit, 1_000)))))
        if listing.includesTotal { query.append(("$count", "true")) }
        return query
    }

    /// The first of Graph's pages that has something, and where the next one is.
    private func page(
        _ first: GraphCall, of listing: MessageListing, in path: String, until deadline: Deadline
    ) async throws(MailError) -> MessagePage {
        var call = first
        var result = MessagePage(messages: [])
        for _ in 0..<Self.mostPages {
            let page = try GraphPage(try await channel.call(call, until: deadline))
            result.messages = page.rows.compactMap(GraphMessage.init).map {
                $0.summary(of: account.id, in: path, extended: $0)
            }
            guard result.messages.count <= max(1, listing.limit) else {
                throw .protocolViolation("a page is longer than was asked for")
            }
            if listing.includesTotal { result.total = result.total ?? page.count }
            let next = try page.next.map { (link) throws(MailError) in try channel.nextLink(link) }
            result.next = next.map { Array($0.relative.utf8) }
            guard result.next == nil || result.next != listing.position else {
                throw .protocolViolation("a page leads to itself")
            }
            guard result.messages.isEmpty, let next else { return result }
            call = GraphCall(following: next, about: .mailbox)
        }
        return result
    }

    /// A position is the link to a page, below the root of the API.
    private func link(at position: [UInt8]) throws(MailError) -> GraphLink {
        guard let relative = String(validating: position, as: UTF8.self), relative.hasPrefix("/") else {
            throw .cursorInvalid
        }
        do throws(MailError) { return try channel.link(channel.place.root + "/v1.0" + relative) } catch {
            throw .cursorInvalid
        }
    }

    /// What Graph has against a link that it made itself is that the link is too old. Somebody in between may have anything
    /// against it.
    private static func cursorError(_ error: MailError) -> MailError {
        switch error {
        case .conflict: .cursorExpired
        case .refused(let refusal) where refusal.meaning == .requestRefused && refusal.fault.code != nil: .cursorExpired
        default: error
        }
    }
}
