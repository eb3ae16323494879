internal import JSON

extension UploadProgress {
    /// Reads the answer to a slice, or to a question after the session. Nil where it does not say how far the session has
    /// come.
    ///
    /// Names are in Pascal case at Outlook and in camel case in Graph's own answers; ranges are `"2097152"`, `"0-"` or
    /// `"0-4095"` (reference sheet, section C5).
    init?(status: Int, json: JSONValue?, total: Int) {
        if status == 201 {
            self = .complete
            return
        }
        guard (200..<300).contains(status), let offset = Self.offset(in: json), offset < total else { return nil }
        self = .more(offset: offset)
    }

    /// Where the first of the expected ranges begins.
    static func offset(in json: JSONValue?) -> Int? {
        let ranges = json?["NextExpectedRanges"] ?? json?["nextExpectedRanges"]
        guard let digits = ranges?[0]?.stringValue?.prefix(while: { $0 != "-" }).utf8, (1...15).contains(digits.count),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(Substring(digits))
    }
}
