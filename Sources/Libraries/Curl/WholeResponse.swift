internal import Domain
internal import Transport

/// A response that is collected up to its limit.
final class WholeResponse: ResponseReceiver {
    private unowned let core: LoopCore
    private let operation: Operation<HTTPResponse>
    private let limit: Int
    private var body: [UInt8] = []

    init(_ core: LoopCore, _ operation: Operation<HTTPResponse>, limit: Int) {
        self.core = core
        self.operation = operation
        self.limit = limit
    }

    func begin(_ head: ResponseHead) {}

    func receive(_ bytes: UnsafeRawBufferPointer) throws(TransportError) -> Bool {
        guard bytes.count <= limit - body.count else { throw .tooLarge(limit: limit) }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    func finish(_ result: Result<ResponseHead, TransportError>) {
        core.end(operation)
        operation.complete(
            result.map { HTTPResponse(status: $0.status, headers: $0.fields, body: Secret(body)) })
    }
}
