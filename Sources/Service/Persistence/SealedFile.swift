internal import Cryptography
internal import Linux

/// One content of the spool on its way to the disk and back: chunks of 64 KiB, each sealed for its own place.
///
/// The key is the spool's own and lives in memory only, so that what was left on a disk can never be read again.
final class SealedFile: Sendable {
    /// Bytes of plaintext in every chunk but the last.
    static let chunk = 65_536
    private static let sealedChunk = chunk + AESGCM.overhead

    private let file: ScratchFile
    private let key: KeyBytes
    private let id: String

    init(in directory: String, id: String, key: KeyBytes) throws(LinuxError) {
        file = try ScratchFile(in: directory, name: id)
        self.key = key
        self.id = id
    }

    /// Writes one chunk. Only the last may be shorter than a chunk.
    func write(_ bytes: [UInt8], chunk index: Int) throws(SpoolFailure) {
        do {
            let sealed = try AESGCM.seal(bytes, key: key, associatedData: associatedData(index))
            try file.write(sealed, at: index * Self.sealedChunk)
        } catch let error as LinuxError {
            throw .disk(error.description)
        } catch {
            throw .disk("sealing failed")
        }
    }

    /// The chunk, which has `count` bytes.
    func read(chunk index: Int, count: Int) throws(SpoolFailure) -> [UInt8] {
        do {
            let sealed = try file.read(count + AESGCM.overhead, at: index * Self.sealedChunk)
            return try AESGCM.open(sealed, key: key, associatedData: associatedData(index))
        } catch let error as LinuxError {
            throw .disk(error.description)
        } catch {
            throw .damaged
        }
    }

    private func associatedData(_ index: Int) -> [UInt8] {
        let place = (0..<8).map { UInt8(truncatingIfNeeded: index >> (56 - 8 * $0)) }
        return Array("postern-spool/1/".utf8) + place + Array(id.utf8)
    }
}
