internal import Tenant

extension GraphError {
    /// Says in Graph's words what a mailbox refuses.
    ///
    /// - Parameter ifDefault: what to say when the folder is a default one, which depends on what was wanted of it.
    static func translating<R>(
        _ facts: FactSheet, ifDefault: GraphError = .defaultFolderMove, _ body: () throws(MailboxError) -> R
    ) throws(GraphError) -> R {
        do throws(MailboxError) {
            return try body()
        } catch {
            switch error {
            case .noSuchFolder: throw .folderNotFound
            case .noSuchMessage: throw .itemNotFound
            case .folderExists: throw .folderExists
            case .folderIsDefault: throw ifDefault
            case .folderNameInvalid: throw .argument("The folder name is empty or too long.")
            case .folderWouldContainItself, .folderHoldsNoMail: throw .moveFailed
            case .folderTooDeep: throw .argument("The folder would be too deep.")
            case .quotaExceeded: throw .quota(facts[Facts.quotaStatus])
            }
        }
    }
}
