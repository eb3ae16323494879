internal import CCrypto

extension CryptographyError {
    /// What libcrypto says about the call that just failed; empties its queue of errors for this thread.
    static var lastOfLibrary: CryptographyError {
        let code = ERR_get_error()
        ERR_clear_error()
        return .library(code: UInt(code))
    }
}
