import Testing

@testable import Linux

@Suite("The environment")
struct EnvironmentTests {
    @Test("of this process is read")
    func current() {
        #expect(Environment.current()["PATH"] != nil)
    }

    @Test("takes an empty variable for an absent one")
    func empty() {
        #expect(Environment(["A": ""])["A"] == nil)
    }

    @Test(
        "gives base directories, relative ones ignored",
        arguments: [
            (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s"), (["XDG_STATE_HOME": "s", "HOME": "/h"], "/h/.local/state"),
            (["HOME": "/h"], "/h/.local/state"), (["HOME": "h"], nil), ([:], nil),
        ] as [([String: String], String?)])
    func baseDirectory(_ values: [String: String], _ path: String?) {
        #expect(Environment(values).baseDirectory("XDG_STATE_HOME", orHome: ".local/state") == path)
    }

    @Test("gives the first of the service manager's directories")
    func serviceDirectory() {
        #expect(Environment(["STATE_DIRECTORY": "/a:/b"]).serviceDirectory("STATE_DIRECTORY") == "/a")
        #expect(Environment([:]).serviceDirectory("STATE_DIRECTORY") == nil)
    }

    @Test(
        "gives the watchdog's interval to the process that it is for",
        arguments: [
            (["WATCHDOG_USEC": "2000000"], .seconds(2)),
            (["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "7"], .seconds(2)),
            (["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "8"], nil), (["WATCHDOG_USEC": "0"], nil),
            (["WATCHDOG_USEC": "-5"], nil), (["WATCHDOG_USEC": "soon"], nil), ([:], nil),
        ] as [([String: String], Duration?)])
    func watchdog(_ values: [String: String], _ interval: Duration?) {
        #expect(Environment(values).watchdogInterval(pid: 7) == interval)
    }

    @Test("says that standard error is not the journal when the journal is elsewhere")
    func journal() {
        #expect(!Environment(["JOURNAL_STREAM": "1:1"]).standardErrorIsJournal)
        #expect(!Environment([:]).standardErrorIsJournal)
    }
}

@Suite("Names of users and groups")
struct UserDatabaseTests {
    @Test("become ids")
    func known() throws {
        #expect(try UserDatabase.uid(of: "root") == 0)
        #expect(try UserDatabase.gid(of: "root") == 0)
        #expect(try UserDatabase.uid(of: "4321") == 4_321)
        #expect(try UserDatabase.gid(of: "4321") == 4_321)
    }

    @Test("that nobody has are errors", arguments: ["no-such-name", "", "99999999999", "-1", "root\n"])
    func unknown(_ name: String) {
        #expect(throws: LinuxError.unknownUser(name)) { try UserDatabase.uid(of: name) }
        #expect(throws: LinuxError.unknownGroup(name)) { try UserDatabase.gid(of: name) }
    }
}
