/// How much the spool may hold.
package struct SpoolLimits: Sendable {
    /// All content together, in bytes. When it is used up, what was not read for longest goes.
    package var total: Int
    /// One content, in bytes.
    package var entry: Int
    /// Contents at a time: each holds a file descriptor.
    package var entries: Int
    /// How long content that nobody reads is kept.
    package var idle: Duration

    /// 2 GiB; 512 MiB for one, more than any provider lets through; 128 entries; a quarter of an hour.
    package init(
        total: Int = 2 << 30, entry: Int = 512 << 20, entries: Int = 128, idle: Duration = .seconds(15 * 60)
    ) {
        self.total = total
        self.entry = entry
        self.entries = entries
        self.idle = idle
    }
}
