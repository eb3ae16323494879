internal import CLinux
internal import Glibc

/// A program that is run to its end for what it writes.
///
/// It inherits nothing: no descriptor but its output, no variable but those given, no ignored signal. Standard input is
/// empty, and what it writes to standard error is nobody's. It leads a process group of its own, all of which is ended with it.
package struct ChildProgram: Hashable, Sendable {
    package enum Ending: Hashable, Sendable {
        /// With this status; 128 and a signal's number where a signal ended it.
        case ended(status: Int32)
        /// It did not end in time, and was ended.
        case outOfTime
        /// It wrote more than was to be read, and was ended.
        case tooMuchOutput
    }
    /// Absolute.
    package var path: String
    /// Without the program's own name.
    package var arguments: [String]
    package var environment: [String: String]

    /// The most arguments, and the most variables, that can be passed.
    package static let maximumStrings = Int(CLINUX_MAXIMUM_STRINGS) - 1
    /// How often a child is looked at that has closed its output and goes on, in milliseconds.
    private static let patience: Int32 = 20

    package init(path: String, arguments: [String] = [], environment: [String: String] = [:]) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
    }

    /// Runs it; the calling thread waits. Fails when it cannot be started.
    package func run(
        outputLimit: Int, for time: Duration
    ) throws(LinuxError) -> (ending: Ending, output: [UInt8]) {
        let (reading, writing) = try Self.pipe()
        let process = try start(writing)
        let deadline = ContinuousClock.now.advanced(by: time)
        var output: [UInt8] = []
        let early = Self.read(reading, of: process, into: &output, limit: outputLimit, until: deadline)
        // Only now, so that nothing else can have its number yet.
        let status = clinux_end_and_collect(process)
        return (early ?? .ended(status: status), output)
    }

    // MARK: Steps

    private static func pipe() throws(LinuxError) -> (FileDescriptor, FileDescriptor) {
        var ends: [Int32] = [-1, -1]
        guard unsafe ends.withUnsafeMutableBufferPointer({ unsafe clinux_pipe($0.baseAddress) }) == 0 else {
            throw .current("open", "a pipe")
        }
        return (FileDescriptor(adopting: ends[0], path: "a pipe"), FileDescriptor(adopting: ends[1], path: "a pipe"))
    }

    /// The write end is the child's alone afterwards: it is dropped here, so that the end of its output can be seen.
    private func start(_ output: consuming FileDescriptor) throws(LinuxError) -> Int32 {
        let arguments = [path] + arguments
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        var process: Int32 = 0
        let error = unsafe clinux_spawn(
            path, Self.block(arguments), arguments.count, Self.block(variables), variables.count, output.raw, &process)
        guard error == 0 else { throw .failed("run", path: path, errno: error) }
        return process
    }

    /// Strings behind one another, each with a zero byte. What follows a zero byte of its own is not part of a string.
    private static func block(_ strings: [String]) -> [CChar] {
        strings.flatMap { $0.utf8.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0] }
    }

    /// Reads until the child has ended, and tells why it has to be ended early.
    private static func read(
        _ pipe: FileDescriptor, of process: Int32, into output: inout [UInt8], limit: Int,
        until deadline: ContinuousClock.Instant
    ) -> Ending? {
        var isOpen = true
        while true {
            // Before reading: what was written before the end is then still read.
            let hasEnded = clinux_has_ended(process) != 0
            while isOpen, wait(for: pipe, hasEnded ? 0 : patience) {
                guard let chunk = chunk(of: pipe) else {
                    isOpen = false
                    break
                }
                output += chunk
                if output.count > limit { return .tooMuchOutput }
                if ContinuousClock.now >= deadline { return .outOfTime }
            }
            if hasEnded { return nil }
            if ContinuousClock.now >= deadline { return .outOfTime }
            if !isOpen { _ = poll(nil, 0, patience) }
        }
    }

    private static func wait(for pipe: FileDescriptor, _ milliseconds: Int32) -> Bool {
        var request = pollfd(fd: pipe.raw, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&request, 1, milliseconds) > 0
    }

    /// Nil at the end.
    private static func chunk(of pipe: FileDescriptor) -> [UInt8]? {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(pipe.raw, $0.baseAddress, $0.count) }
        return count > 0 ? Array(chunk.prefix(count)) : nil
    }
}
