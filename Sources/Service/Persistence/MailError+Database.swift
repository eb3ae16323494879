internal import Databases
internal import Mail

extension MailError {
    init(_ failure: DatabaseFailure) { self = .storage(failure.description) }
}

extension DatabaseFile {
    /// Does the work of a store, whose failures are Mail's.
    func stored<Value>(
        _ work: (DatabaseFile) async throws(DatabaseFailure) -> Value
    ) async throws(MailError) -> Value {
        do throws(DatabaseFailure) {
            return try await work(self)
        } catch {
            throw MailError(error)
        }
    }
}
