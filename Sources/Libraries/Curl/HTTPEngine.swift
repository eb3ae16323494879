internal import CCurl
internal import Domain
internal import Transport

/// HTTP requests under way, over one pool of connections. Confined to the loop's thread.
@safe final class HTTPEngine {
    private unowned let core: LoopCore
    private let version: HTTPVersion
    private let multi: Multi
    private var transfers: [UInt: HTTPTransfer] = [:]

    /// Connections kept open for the next request to the same host.
    private static let keptConnections = 32

    init(_ core: LoopCore, _ version: HTTPVersion) throws(TransportError) {
        self.core = core
        self.version = version
        multi = try Multi(core, keptConnections: Self.keptConnections)
        multi.onFinished = { [unowned self] easy, code in self.finished(easy, code) }
    }

    deinit {
        for transfer in transfers.values {
            multi.remove(transfer.easy)
            transfer.receiver.finish(.failure(.closed("shutting down")))
        }
    }

    /// The whole response completes the operation.
    func send(_ request: HTTPRequest, until deadline: Deadline, _ operation: Operation<HTTPResponse>) {
        let response = WholeResponse(core, operation, limit: request.responseLimit)
        do throws(TransportError) {
            try start(request, until: deadline, operation, response)
        } catch {
            operation.complete(.failure(error))
        }
    }

    /// The head of the response completes the operation.
    func open(_ request: HTTPRequest, until deadline: Deadline, _ operation: Operation<OpenedDownload>) {
        let download = Download(core, self, operation)
        do throws(TransportError) {
            download.transfer = try start(request, until: deadline, operation, download)
        } catch {
            operation.complete(.failure(error))
        }
    }

    @discardableResult
    private func start<Value>(
        _ request: HTTPRequest, until deadline: Deadline, _ operation: Operation<Value>,
        _ receiver: any ResponseReceiver
    ) throws(TransportError) -> HTTPTransfer {
        let transfer = try HTTPTransfer(request, version, core.settings, receiver)
        try multi.add(transfer.easy)
        transfers[transfer.easy.id] = transfer
        core.begin(operation, until: deadline) { [unowned self, unowned transfer] error in
            self.end(transfer, .failure(transfer.ended(by: error)))
        }
        return transfer
    }

    /// Goes on with a transfer that rests.
    func resume(_ transfer: HTTPTransfer) {
        let code = transfer.easy.resume()
        if code != CURLE_OK { finished(transfer.easy.id, code) }
    }

    func end(_ transfer: HTTPTransfer, _ result: Result<ResponseHead, TransportError>) {
        guard transfers.removeValue(forKey: transfer.easy.id) != nil else { return }
        multi.remove(transfer.easy)
        transfer.receiver.finish(result)
    }

    private func finished(_ easy: UInt, _ code: CURLcode) {
        guard let transfer = transfers[easy] else { return }
        guard transfer.mayRepeat(after: code) else { return end(transfer, transfer.result(code)) }
        multi.remove(transfer.easy)
        do throws(TransportError) { try multi.add(transfer.easy) } catch { end(transfer, .failure(error)) }
    }
}
