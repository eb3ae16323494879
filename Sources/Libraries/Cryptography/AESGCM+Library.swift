internal import CCrypto

/// The calls that libcrypto wants, in its order.
extension AESGCM {
    static func seal(
        _ plaintext: UnsafeRawBufferPointer, _ key: KeyBytes, _ nonce: [UInt8], _ associatedData: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard nonce.count == nonceCount, plaintext.count <= maximumCount else {
            throw .invalid("a nonce of \(nonceCount) bytes and at most \(maximumCount) bytes to seal")
        }
        let context = try CipherContext()
        try start(context, key: key, nonce: nonce, associatedData: associatedData, isSealing: true)
        var sealed = nonce + [UInt8](repeating: 0, count: plaintext.count + tagCount)
        try unsafe sealed.borrowedMutably { (output) throws(CryptographyError) in
            let text = unsafe UnsafeMutableRawBufferPointer(rebasing: output[nonceCount..<(output.count - tagCount)])
            let tag = unsafe output.baseAddress?.advanced(by: output.count - tagCount)
            try unsafe pass(plaintext, through: context, into: text)
            var none: [UInt8] = [0]
            var written: CInt = 0
            try unsafe context.call { unsafe EVP_CipherFinal_ex($0, &none, &written) }
            try unsafe context.call { unsafe pc_get_tag($0, tag, CInt(tagCount)) }
        }
        return sealed
    }

    /// `output` is as long as the plaintext, and holds zeros again if the tag does not fit.
    static func open(
        _ sealed: [UInt8], _ key: KeyBytes, _ associatedData: [UInt8], into output: UnsafeMutableRawBufferPointer
    ) throws(CryptographyError) {
        let context = try CipherContext()
        try start(
            context, key: key, nonce: Array(sealed.prefix(nonceCount)), associatedData: associatedData,
            isSealing: false)
        try unsafe sealed.borrowed { (sealed) throws(CryptographyError) in
            let text = unsafe UnsafeRawBufferPointer(rebasing: sealed[nonceCount..<(sealed.count - tagCount)])
            let tag = unsafe sealed.baseAddress?.advanced(by: sealed.count - tagCount)
            try unsafe pass(text, through: context, into: output)
            try unsafe context.call { unsafe pc_set_tag($0, tag, CInt(tagCount)) }
        }
        var none: [UInt8] = [0]
        var written: CInt = 0
        do throws(CryptographyError) {
            try unsafe context.call { unsafe EVP_CipherFinal_ex($0, &none, &written) }
        } catch {
            unsafe OPENSSL_cleanse(output.baseAddress, output.count)
            throw .authenticationFailed
        }
    }

    private static func start(
        _ context: CipherContext, key: KeyBytes, nonce: [UInt8], associatedData: [UInt8], isSealing: Bool
    ) throws(CryptographyError) {
        guard key.count == keyCount else { throw .invalid("AES-256 takes a key of \(keyCount) bytes") }
        guard associatedData.count <= maximumCount else { throw .invalid("too much associated data") }
        try unsafe key.withPointer { (key) throws(CryptographyError) in
            let bytes = unsafe key.baseAddress?.assumingMemoryBound(to: UInt8.self)
            try unsafe context.call {
                unsafe EVP_CipherInit_ex($0, EVP_aes_256_gcm(), nil, bytes, nonce, isSealing ? 1 : 0)
            }
        }
        guard !associatedData.isEmpty else { return }
        var written: CInt = 0
        try unsafe context.call {
            unsafe EVP_CipherUpdate($0, nil, &written, associatedData, CInt(associatedData.count))
        }
    }

    private static func pass(
        _ input: UnsafeRawBufferPointer, through context: CipherContext, into output: UnsafeMutableRawBufferPointer
    ) throws(CryptographyError) {
        guard input.count > 0 else { return }
        let source = unsafe input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let target = unsafe output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        var written: CInt = 0
        try unsafe context.call { unsafe EVP_CipherUpdate($0, target, &written, source, CInt(input.count)) }
    }
}
