/// `withUnsafeBytes` with typed errors.
extension [UInt8] {
    func borrowed<Result>(
        _ body: (UnsafeRawBufferPointer) throws(CryptographyError) -> Result
    ) throws(CryptographyError) -> Result {
        try unsafe withUnsafeBufferPointer { (buffer) throws(CryptographyError) in
            try unsafe body(UnsafeRawBufferPointer(buffer))
        }
    }

    mutating func borrowedMutably<Result>(
        _ body: (UnsafeMutableRawBufferPointer) throws(CryptographyError) -> Result
    ) throws(CryptographyError) -> Result {
        try unsafe withUnsafeMutableBufferPointer { (buffer) throws(CryptographyError) in
            try unsafe body(UnsafeMutableRawBufferPointer(buffer))
        }
    }
}
