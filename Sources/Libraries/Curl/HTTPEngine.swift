internal import CCurl
internal import Domain
internal import Transport

/// All HTTP requests under way, over one pool of connections. Confined to the loop's thread.
@safe final class HTTPEngine {
    private unowned let core: LoopCore
    private let multi: Multi
    private var transfers: [UInt: HTTPTransfer] = [:]

    /// Connections kept open for the next request to the same host.
    private static let keptConnections = 32

    init(_ core: LoopCore) throws(TransportError) {
        self.core = core
        multi = try Multi(core, keptConnections: Self.keptConnections)
        multi.onFinished = { [unowned self] easy, code in self.finished(easy, code) }
    }

    deinit {
        for transfer in transfers.values {
            multi.remove(transfer.easy)
            transfer.operation.complete(.failure(.closed("shutting down")))
        }
    }

    func start(_ request: HTTPRequest, until deadline: Deadline, _ operation: Operation<HTTPResponse>) {
        do throws(TransportError) {
            let transfer = try HTTPTransfer(request, core.settings, operation)
            try multi.add(transfer.easy)
            transfers[transfer.easy.id] = transfer
            core.begin(operation, until: deadline) { [unowned self, unowned transfer] error in
                self.end(transfer, .failure(error))
            }
        } catch {
            operation.complete(.failure(error))
        }
    }

    private func finished(_ easy: UInt, _ code: CURLcode) {
        guard let transfer = transfers[easy] else { return }
        end(transfer, transfer.result(code))
    }

    private func end(_ transfer: HTTPTransfer, _ result: Result<HTTPResponse, TransportError>) {
        core.end(transfer.operation)
        multi.remove(transfer.easy)
        transfers[transfer.easy.id] = nil
        transfer.operation.complete(result)
    }
}
