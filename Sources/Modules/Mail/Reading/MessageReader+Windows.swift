internal import Domain

/// Large content, piece by piece.
extension MessageReader {
    typealias Filling = @Sendable (any MailboxClient, any ContentSink, Deadline) async throws(MailError) -> Void

    /// How long a download may take. Its callers have deadlines of their own, and the last of them to go ends it.
    private static let patience = Duration.seconds(900)

    func window(
        _ request: WindowRequest, of key: Download.Key, until deadline: Deadline, fill: @escaping Filling
    ) async throws(MailError) -> ContentWindow {
        guard (1...WindowRequest.maximumLength).contains(request.length) else {
            throw .invalid(field: "length", reason: "not 1 to \(WindowRequest.maximumLength)")
        }
        guard request.offset >= 0 else { throw .invalid(field: "offset", reason: "less than 0") }
        _ = try await account(key.reference.account)
        let content = try await content(request.contentID, of: key, until: deadline, fill: fill)
        guard request.offset <= content.size else { throw .invalid(field: "offset", reason: "beyond the end") }
        let length = min(request.length, content.size - request.offset)
        let bytes = length == 0 ? [] : try await spool.read(content, offset: request.offset, length: length)
        return ContentWindow(
            content: bytes, offset: request.offset, size: content.size, contentID: content.id + key.tag)
    }

    /// What an earlier window opened, or a new download: one for all that ask for the same thing at the same time.
    private func content(
        _ id: String?, of key: Download.Key, until deadline: Deadline, fill: @escaping Filling
    ) async throws(MailError) -> SpooledContent {
        if let id {
            guard (1...128).contains(id.utf8.count), id.utf8.allSatisfy(\.isIdentifierByte), id.hasSuffix(key.tag)
            else { throw .notFound(what: "content") }
            return try await spool.content(String(id.dropLast(key.tag.count)), for: key.reference.account)
        }
        return try await joinedDownload(key, until: deadline, fill: fill).content(until: deadline)
    }

    /// The download of this that is under way, or a new one; the caller is counted in already.
    private func joinedDownload(
        _ key: Download.Key, until deadline: Deadline, fill: @escaping Filling
    ) async throws(MailError) -> Download {
        while let running = downloads[key] {
            if running.join() { return running }
            try await running.ended(until: deadline)
        }
        let download = Download()
        _ = download.join()
        downloads[key] = download
        // Outlives this caller when others have joined it; ends with the last of them.
        download.begin(
            Task {
                let result: Result<SpooledContent, MailError>
                do throws(MailError) {
                    result = .success(try await fetch(key, fill: fill))
                } catch {
                    result = .failure(error)
                }
                downloads[key] = nil
                download.end(result)
            })
        return download
    }

    private func fetch(
        _ key: Download.Key, fill: @escaping Filling
    ) async throws(MailError) -> SpooledContent {
        let account = key.reference.account
        let deadline = Deadline.after(Self.patience)
        let spool = spool
        return try await reading(account, until: deadline) { client throws(MailError) in
            try await spool.store(for: account) { sink throws(MailError) in try await fill(client, sink, deadline) }
        }
    }
}
