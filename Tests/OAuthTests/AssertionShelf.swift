import Domain
import OAuth
import Synchronization

/// Assertion files that a test fills.
final class AssertionShelf: AssertionSource {
    private let files: Mutex<[String: Result<String, AssertionFault>]>
    let names: [String]

    init(_ files: [String: String]) {
        names = Array(files.keys)
        self.files = Mutex(files.mapValues { .success($0) })
    }

    func put(_ contents: Result<String, AssertionFault>, as name: String) { files.withLock { $0[name] = contents } }

    func contents(of name: String) async throws(AssertionFault) -> Secret<[UInt8]> {
        guard let file = files.withLock({ $0[name] }) else { throw AssertionFault("no such file") }
        return Secret(Array(try file.get().utf8))
    }
}
