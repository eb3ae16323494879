internal import Domain
internal import JSON
internal import Mail
internal import Transport

/// All folders of a mailbox, level by level: Graph lists only the children of one folder at a time (reference sheet,
/// section C2).
struct FolderTree: Sendable {
    /// One folder and where it hangs.
    struct Entry: Sendable, Hashable {
        var folder: GraphFolder
        /// The id of the folder above; nil at the top.
        var parent: String?
        /// 0 at the top.
        var depth: Int
    }
    private struct Question {
        var parent: String?
        var depth: Int
        var call: GraphCall
    }
    /// Parents before children.
    private(set) var entries: [Entry]
    /// Ids of the folders that Graph has well-known names for.
    private(set) var roles: [MailboxRole: String]
    private var known: Set<String> = []
    private var pages = 0

    /// Exchange allows no deeper tree.
    private static let maximumDepth = 300
    private static let maximumFolders = 10_000
    /// Each folder may have one page of its own, and large levels several.
    private static let maximumPages = 20_000

    init(_ entries: [Entry] = [], roles: [MailboxRole: String] = [:]) {
        self.entries = entries
        self.roles = roles
    }

    /// Asks for everything, hidden folders too: messages can be found in them.
    static func load(over channel: GraphChannel, until deadline: Deadline) async throws(MailError) -> FolderTree {
        var tree = FolderTree()
        let names = WellKnownFolder.names.map { wellKnown($0.name) }
        let top = Question(parent: nil, depth: 0, call: listing(of: .mailbox("mailFolders")))
        var results = try await channel.batch([top.call] + names, until: deadline)
        try tree.learnRoles(results.suffix(names.count))
        results.removeLast(min(names.count, results.count))
        var questions = try tree.add(results, to: [top], over: channel)
        // Few at a time, so that neither answers pile up nor questions are asked when one has failed.
        while !questions.isEmpty {
            let next = Array(questions.prefix(GraphChannel.batchLimit))
            questions.removeFirst(next.count)
            results = try await channel.batch(next.map(\.call), until: deadline)
            questions += try tree.add(results, to: next, over: channel)
        }
        return tree
    }

    /// Takes pages in, and returns what has to be asked next.
    private mutating func add(
        _ results: [Result<GraphAnswer, MailError>], to questions: [Question], over channel: GraphChannel
    ) throws(MailError) -> [Question] {
        var next: [Question] = []
        for (question, result) in zip(questions, results) {
            guard let page = try Self.page(result, isRoot: question.parent == nil) else { continue }
            pages += 1
            for row in page.rows {
                guard let folder = GraphFolder(row), known.insert(folder.id).inserted else { continue }
                entries.append(Entry(folder: folder, parent: question.parent, depth: question.depth))
                guard folder.hasChildren, question.depth < Self.maximumDepth else { continue }
                let call = Self.listing(of: .mailbox("mailFolders", folder.id, "childFolders"))
                next.append(Question(parent: folder.id, depth: question.depth + 1, call: call))
            }
            if let link = page.next {
                let call = GraphCall(following: try channel.nextLink(link), about: .mailbox)
                next.append(Question(parent: question.parent, depth: question.depth, call: call))
            }
        }
        guard entries.count <= Self.maximumFolders, pages <= Self.maximumPages else {
            throw .protocolViolation("the tree of folders has no end")
        }
        return next
    }

    /// Nil for the children of a folder that somebody deletes at this moment.
    private static func page(
        _ result: Result<GraphAnswer, MailError>, isRoot: Bool
    ) throws(MailError) -> GraphPage? {
        do throws(MailError) { return try GraphPage(try result.get()) } catch {
            if case .notFound = error, !isRoot { return nil }
            throw error
        }
    }

    /// A well-known folder that there is not in this mailbox (an archive, say) is no error.
    private mutating func learnRoles(_ results: ArraySlice<Result<GraphAnswer, MailError>>) throws(MailError) {
        for (known, result) in zip(WellKnownFolder.names, results) {
            switch result {
            case .success(let answer): roles[known.role] = answer.json?["id"]?.stringValue
            case .failure(.notFound): continue
            case .failure(.refused(let refusal)) where refusal.meaning == .requestRefused: continue
            case .failure(let error): throw error
            }
        }
    }

    /// `includeHiddenFolders` is an option without a dollar sign.
    private static func listing(of path: GraphPath) -> GraphCall {
        let query = [("$select", GraphFolder.properties), ("$top", "100"), ("includeHiddenFolders", "true")]
        return GraphCall(.get, path, query: query, about: .mailbox)
    }

    private static func wellKnown(_ name: String) -> GraphCall {
        GraphCall(.get, .mailbox("mailFolders", name), query: [("$select", "id")], about: .mailbox)
    }
}
