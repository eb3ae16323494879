internal import Dispatch
internal import Mail

/// Threads that may wait for the disk, so that those that everything else shares do not.
struct DiskThread: Sendable {
    private let queue = DispatchQueue(label: "postern.blobs", attributes: .concurrent)

    func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(MailError) -> Value
    ) async throws(MailError) -> Value {
        let result: Result<Value, MailError> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(MailError) {
                    continuation.resume(returning: .success(try work()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
