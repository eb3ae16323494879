import Domain
import Synchronization
import Transport

/// Opens the given downloads, one after the other.
final class DownloadServer: HTTPClient {
    private let downloads: Mutex<ArraySlice<Result<HTTPDownload, TransportError>>>
    private let log = Mutex<[HTTPRequest]>([])

    init(_ downloads: [Result<HTTPDownload, TransportError>]) { self.downloads = Mutex(downloads[...]) }

    var requests: [HTTPRequest] { log.withLock { $0 } }

    func send(_ request: HTTPRequest, until deadline: Deadline) throws(TransportError) -> HTTPResponse {
        throw .malformed("a download was asked for as a whole")
    }

    func open(_ request: HTTPRequest, until deadline: Deadline) throws(TransportError) -> HTTPDownload {
        log.withLock { $0.append(request) }
        guard let next = downloads.withLock({ $0.popFirst() }) else { throw .malformed("the script is over") }
        return try next.get()
    }
}
