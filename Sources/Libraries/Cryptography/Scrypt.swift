internal import CCrypto
internal import Dispatch

/// scrypt (RFC 7914): turns a passphrase into a key, slowly and with much memory, so that guessing is dear.
package enum Scrypt {
    /// Blocks its thread for as long as the parameters ask for: half a second at the recommended ones.
    package static func derive(
        passphrase: [UInt8], salt: [UInt8], parameters: ScryptParameters, count: Int = 32
    ) throws(CryptographyError) -> KeyBytes {
        guard (1...1_024).contains(count) else { throw .invalid("scrypt gives 1 to 1024 bytes here") }
        return try unsafe KeyBytes(count: count) { (output) throws(CryptographyError) in
            let result = unsafe passphrase.withUnsafeBytes { (passphrase) in
                unsafe EVP_PBE_scrypt(
                    passphrase.baseAddress?.assumingMemoryBound(to: CChar.self), passphrase.count, salt, salt.count,
                    parameters.cost, parameters.blockSize, parameters.parallelism, parameters.memoryLimit,
                    output.baseAddress?.assumingMemoryBound(to: UInt8.self), output.count)
            }
            guard result == 1 else { throw .lastOfLibrary }
        }
    }

    /// The same on a thread that nothing else waits for.
    package static func deriveInBackground(
        passphrase: [UInt8], salt: [UInt8], parameters: ScryptParameters, count: Int = 32
    ) async throws(CryptographyError) -> KeyBytes {
        let result: Result<KeyBytes, CryptographyError> = await withCheckedContinuation { (continuation) in
            DispatchQueue.global().async {
                let result = Result { () throws(CryptographyError) in
                    try derive(passphrase: passphrase, salt: salt, parameters: parameters, count: count)
                }
                continuation.resume(returning: result)
            }
        }
        return try result.get()
    }
}
