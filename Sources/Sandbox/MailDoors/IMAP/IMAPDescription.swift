/// What the door makes of outside bytes, as text: for fuzzing.
package enum IMAPDescription {
    /// The command as it was understood, or why not.
    package static func command(_ text: IMAPCommandText, everythingAllowed: Bool) -> String {
        let parser = IMAPCommandParser(
            allowsKeywords: everythingAllowed, knowsUTF8: everythingAllowed, moves: everythingAllowed,
            enables: everythingAllowed)
        let head = IMAPCommandParser.head(text)
        let record = IMAPRedaction.text(text, head?.name ?? "")
        do throws(IMAPSyntaxError) {
            return "\(try parser.command(text)) \(record)"
        } catch {
            return "\(error) \(record)"
        }
    }

    /// Envelope and structure, in both forms.
    package static func message(_ source: some IMAPSource) -> [UInt8] {
        let root = IMAPOutline(source).root
        return IMAPEnvelope.text(IMAPHeader(of: root, in: source))
            + IMAPBodyStructure(isExtended: true, isMalformed: false).text(root, in: source)
            + IMAPBodyStructure(isExtended: false, isMalformed: true).text(root, in: source)
    }
}
