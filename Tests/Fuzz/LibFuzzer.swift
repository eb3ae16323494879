import Glibc

/// libFuzzer's own loop, where it was linked in: looked up by name, so that one program serves both ways.
enum LibFuzzer {
    private typealias Text = UnsafeMutablePointer<CChar>?
    private typealias OneInput = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
    private typealias RunDriver =
        @convention(c) (
            UnsafeMutablePointer<CInt>, UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
            OneInput
        ) -> CInt

    private static let entry: (@Sendable ([UInt8]) -> Void)? =
        unsafe getenv("POSTERN_FUZZ_ENTRY").flatMap { unsafe FuzzEntries.named(String(cString: $0)) }

    /// Never comes back where libFuzzer is there; says how to be called where it is not.
    static func run() {
        guard let symbol = unsafe dlsym(nil, "LLVMFuzzerRunDriver"), entry != nil else {
            print("usage: postern-fuzz list | replay CORPUS [MUTATIONS [ENTRY]]; libFuzzer: see scripts/fuzz.sh")
            exit(64)
        }
        var count = CommandLine.argc
        var arguments = unsafe CommandLine.unsafeArgv
        let driver = unsafe unsafeBitCast(symbol, to: RunDriver.self)
        let outcome = unsafe driver(&count, &arguments) { data, size in
            unsafe LibFuzzer.entry?(Array(UnsafeBufferPointer(start: data, count: size)))
            return 0
        }
        exit(outcome)
    }
}
