internal import Domain
internal import Mail

/// Lets changes of one blob happen one after the other, in the order in which they were asked for.
actor BlobTurns {
    private struct Turn {
        let number: Int
        let end: Task<Void, Never>
    }
    private var last: [BlobID: Turn] = [:]
    private var count = 0

    /// The work is a task of its own: what was begun on the disk is not left half done because a caller gave up.
    func take<Value: Sendable>(
        on blob: BlobID, _ work: @escaping @Sendable () async throws(MailError) -> Value
    ) async throws(MailError) -> Value {
        let before = last[blob]?.end
        let task = Task { () async -> Result<Value, MailError> in
            await before?.value
            do throws(MailError) { return .success(try await work()) } catch { return .failure(error) }
        }
        count += 1
        let number = count
        last[blob] = Turn(number: number, end: Task { _ = await task.value })
        let result = await task.value
        if last[blob]?.number == number { last[blob] = nil }
        return try result.get()
    }
}
