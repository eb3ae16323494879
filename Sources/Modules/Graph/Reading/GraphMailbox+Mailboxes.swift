package import Domain
internal import JSON
package import Mail
internal import Transport

extension GraphMailbox {
    package func mailboxes(_ listing: MailboxListing, until deadline: Deadline) async throws(MailError) -> [Mailbox] {
        try await catalog(newerThan: .now, until: deadline).mailboxes(listing)
    }

    /// The folders as they were a short while ago, or after `moment`.
    func catalog(
        newerThan moment: ContinuousClock.Instant? = nil, until deadline: Deadline
    ) async throws(MailError) -> FolderCatalog {
        if let known = await directory.catalog(newerThan: moment) { return known }
        return try await loading.run(until: deadline) { () throws(MailError) in
            if let known = await self.directory.catalog(newerThan: moment) { return known }
            let begun = ContinuousClock.now
            let tree = try await FolderTree.load(over: self.channel, until: deadline)
            let catalog = FolderCatalog(tree, overrides: self.account.roleOverrides)
            await self.directory.learn(catalog, asOf: begun)
            return catalog
        }
    }

    /// Runs `body` with what names the folder in Graph's paths, and the folder's path as we write it.
    ///
    /// The inbox needs no tree. Any other path is looked up, and once more when it is not known, or its folder is gone or no
    /// longer where it was: somebody may have renamed it, and given its name to another. A path is never more than a key of
    /// that table.
    func withFolder<Result: Sendable>(
        _ path: String, until deadline: Deadline,
        _ body: @Sendable (_ folder: String, _ path: String) async throws(MailError) -> Result
    ) async throws(MailError) -> Result {
        if path.lowercased() == FolderName.inbox.lowercased() { return try await body("inbox", FolderName.inbox) }
        let begun = ContinuousClock.now
        guard let catalog = await directory.catalog(), let known = catalog.id(of: path) else {
            return try await body(try await newID(of: path, after: begun, until: deadline), path)
        }
        async let place = isInPlace(known, in: catalog, until: deadline)
        do throws(MailError) {
            let result = try await body(known, path)
            if try await place.get() { return result }
        } catch .notFound(what: "mailbox", nil) {
            let id = try await newID(of: path, after: begun, until: deadline)
            guard id != known else { throw .notFound(what: "mailbox") }
            return try await body(id, path)
        }
        return try await body(try await newID(of: path, after: begun, until: deadline), path)
    }

    /// Whether a folder still has the path that the catalog gives it: no folder on the way was renamed, moved or deleted.
    private func isInPlace(
        _ id: String, in catalog: FolderCatalog, until deadline: Deadline
    ) async -> Result<Bool, MailError> {
        if await directory.isSure(of: id) { return .success(true) }
        let begun = ContinuousClock.now
        let chain = catalog.chain(to: id)
        let calls = chain.map {
            GraphCall(
                .get, .mailbox("mailFolders", $0.id), query: [("$select", "displayName,parentFolderId")],
                about: .mailbox)
        }
        do throws(MailError) {
            for (folder, result) in zip(chain, try await channel.batch(calls, until: deadline)) {
                let now = try result.get().json
                let isSame =
                    now?["displayName"]?.stringValue ?? "" == folder.name
                    && now?["parentFolderId"]?.stringValue == folder.parent
                guard isSame else { return .success(false) }
            }
        } catch .notFound {
            return .success(false)
        } catch {
            return .failure(error)
        }
        await directory.saw(id, at: begun)
        return .success(true)
    }

    private func newID(
        of path: String, after moment: ContinuousClock.Instant, until deadline: Deadline
    ) async throws(MailError) -> String {
        guard let id = try await catalog(newerThan: moment, until: deadline).id(of: path) else {
            throw .notFound(what: "mailbox")
        }
        return id
    }

    /// The path of the folder with that id. A folder that the tree does not have is asked for its name, once.
    func path(ofFolder id: String, until deadline: Deadline) async throws(MailError) -> String {
        let begun = ContinuousClock.now
        let catalog = try await catalog(until: deadline)
        if let path = catalog.path(of: id), try await isInPlace(id, in: catalog, until: deadline).get() { return path }
        if let path = try await self.catalog(newerThan: begun, until: deadline).path(of: id) { return path }
        return await directory.add(outside: id, named: try await name(ofFolder: id, until: deadline))
    }

    /// Where Graph shows no folder to whoever may read a message in it, the id has to do.
    private func name(ofFolder id: String, until deadline: Deadline) async throws(MailError) -> String {
        do throws(MailError) {
            let call = GraphCall(
                .get, .mailbox("mailFolders", id), query: [("$select", "displayName")], about: .mailbox)
            return try await channel.call(call, until: deadline).json?["displayName"]?.stringValue ?? id
        } catch {
            switch error {
            case .notFound, .refused: return id
            default: throw error
            }
        }
    }
}
