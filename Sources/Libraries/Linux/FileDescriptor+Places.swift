internal import Glibc

/// Reads and writes that name their place, so that many may go on at once.
extension FileDescriptor {
    func write(_ bytes: [UInt8], at offset: Int) throws(LinuxError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes[written...].withUnsafeBytes {
                unsafe pwrite(raw, $0.baseAddress, $0.count, offset + written)
            }
            if count > 0 { written += count } else if errno != EINTR { throw .current("write", path) }
        }
    }

    /// Up to `count` bytes; fewer at the end of the file.
    func read(_ count: Int, at offset: Int) throws(LinuxError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, count))
        var filled = 0
        while filled < bytes.count {
            let count = unsafe bytes[filled...].withUnsafeMutableBytes {
                unsafe pread(raw, $0.baseAddress, $0.count, offset + filled)
            }
            if count == 0 { break }
            if count > 0 { filled += count } else if errno != EINTR { throw .current("read", path) }
        }
        return Array(bytes.prefix(filled))
    }
}
