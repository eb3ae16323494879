/// The loop's side of an inbox. Confined to the loop's thread.
protocol InboxFiller: AnyObject {
    /// When the reader's deadline is looked at.
    var alarm: InboxAlarm { get }

    /// The inbox has room again.
    func resumeReading()

    /// Frees everything; whoever waits is told.
    func close()
}
