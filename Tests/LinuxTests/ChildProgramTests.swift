import Foundation
import Glibc
import Linux
import Testing

@Suite("A child program")
struct ChildProgramTests {
    private static func shell(_ script: String, _ environment: [String: String] = [:]) -> ChildProgram {
        ChildProgram(path: "/bin/sh", arguments: ["-c", script], environment: environment)
    }

    private static func run(
        _ program: ChildProgram, limit: Int = 65_536, for time: Duration = .seconds(3_600)
    ) throws -> (ending: ChildProgram.Ending, output: String) {
        let (ending, output) = try program.run(outputLimit: limit, for: time)
        return (ending, String(decoding: output, as: UTF8.self))
    }

    @Test("gives what it writes to standard output, and its status", arguments: [Int32(0), 1, 75])
    func output(status: Int32) throws {
        let (ending, output) = try Self.run(Self.shell("echo one; echo unseen >&2; echo two; exit \(status)"))
        #expect(ending == .ended(status: status))
        #expect(output == "one\ntwo\n")
    }

    @Test("gets its arguments and its variables as they are, and no others")
    func input() throws {
        let program = ChildProgram(
            path: "/usr/bin/env", arguments: ["sh", "-c", #"printf '%s|' "$@"; env"#, "sh", "a b", "", "ü"],
            environment: ["PATH": "/usr/bin:/bin", "POSTERN_ACCOUNT": "acc=1"])
        let (_, output) = try Self.run(program)
        #expect(output.hasPrefix("a b||ü|"))
        let names = Set(output.dropFirst(7).split(separator: "\n").compactMap { $0.split(separator: "=").first })
        #expect(names.isSubset(of: ["PATH", "POSTERN_ACCOUNT", "PWD", "SHLVL", "_", "OLDPWD"]))
        #expect(output.contains("POSTERN_ACCOUNT=acc=1\n"))
    }

    @Test("inherits no descriptor of ours, and reads nothing")
    func descriptors() throws {
        // Open for children, as the socket of a careless library is.
        let number = dup(1)
        defer { close(number) }
        let (_, output) = try Self.run(Self.shell("ls /proc/self/fd; cat"))
        let numbers = Set(output.split(separator: "\n").compactMap { Int32($0) })
        #expect(number > 2 && !numbers.contains(number))
        // 3 is ls's own directory.
        #expect(numbers.isSubset(of: [0, 1, 2, 3]))
    }

    @Test("ignores no signal, though the daemon ignores some")
    func signals() throws {
        ProcessHardening.ignoreBrokenPipes()
        let (_, output) = try Self.run(Self.shell("grep -E '^Sig(Ign|Blk)' /proc/self/status"))
        let masks = output.split(whereSeparator: \.isWhitespace).compactMap { UInt64($0, radix: 16) }
        // Two signals are glibc's own (32 and 33), which it ignores in children.
        #expect(masks.count == 2 && masks.allSatisfy { $0 & ~(3 << 31) == 0 })
    }

    @Test("is ended with all its children when its time is over")
    func outOfTime() throws {
        // The sleeper holds the output open: were it left alive, nobody would see the end.
        let program = Self.shell("sleep 3000 & echo $!; wait")
        let (ending, output) = try Self.run(program, for: .milliseconds(300))
        #expect(ending == .outOfTime)
        let sleeper = try #require(output.split(separator: "\n").first.flatMap { Int32($0) })
        // Gone, or dead and not yet collected by whoever adopted it.
        let state = try? String(contentsOfFile: "/proc/\(sleeper)/stat", encoding: .utf8)
        #expect(state.map { $0.contains(") Z ") } ?? true)
    }

    @Test("is not waited for by what it leaves behind")
    func leftBehind() throws {
        let (ending, output) = try Self.run(Self.shell("sleep 3000 & echo done"))
        #expect(ending == .ended(status: 0))
        #expect(output == "done\n")
    }

    @Test("is ended when it writes too much")
    func tooMuch() throws {
        let (ending, output) = try Self.run(Self.shell("yes"), limit: 100_000)
        #expect(ending == .tooMuchOutput)
        #expect(output.utf8.count < 200_000)
    }

    @Test("may close its output long before its end")
    func closedOutput() throws {
        let (ending, output) = try Self.run(Self.shell("echo token; exec >&-; sleep 0.2; exit 3"))
        #expect(ending == .ended(status: 3))
        #expect(output == "token\n")
    }

    @Test("that ends by a signal says so")
    func signal() throws {
        #expect(try Self.run(Self.shell("kill -TERM $$")).ending == .ended(status: 128 + 15))
    }

    @Test("that is not there or no program is an error", arguments: ["/nonexistent/program", "/etc/passwd", "/"])
    func missing(path: String) {
        #expect(throws: LinuxError.self) { try Self.run(ChildProgram(path: path)) }
    }
}
