extension ResponseScanner {
    /// `* SEARCH 2 84 882`; a modification sequence at its end (RFC 7162) is passed over.
    mutating func searchResult() throws(IMAPSyntaxError) -> [UInt32] {
        var numbers: [UInt32] = []
        skipSpaces()
        while !isAtEnd, next != UInt8(ascii: "(") {
            guard numbers.count < IMAPLimits.searchResults else { return try fails("too many search results") }
            numbers.append(try number32())
            guard isAtEnd || next == 0x20 else { return try fails("a search result that is no number") }
            skipSpaces()
        }
        return numbers
    }

    /// `* ESEARCH (TAG "a2") UID COUNT 17 ALL 4:18,21`.
    mutating func extendedSearch() throws(IMAPSyntaxError) -> ExtendedSearch {
        var result = ExtendedSearch()
        if next == UInt8(ascii: "(") { try skipValue() }
        skipSpaces()
        while !isAtEnd {
            let item = try keyword()
            skipSpaces()
            switch item {
            case "UID": continue  // says what the numbers are, which we know: it is what we asked for
            case "MIN": result.minimum = try number32()
            case "ALL": result.all = try numberSet()
            default: try skipValue()
            }
            skipSpaces()
        }
        return result
    }

    private mutating func numberSet() throws(IMAPSyntaxError) -> NumberSet {
        var ranges: [ClosedRange<UInt32>] = []
        repeat {
            let first = try number32()
            let last = take(UInt8(ascii: ":")) ? try number32() : first
            ranges.append(min(first, last)...max(first, last))
            try countItem()
        } while take(UInt8(ascii: ","))
        let set = NumberSet(ranges: ranges)
        guard set.count <= IMAPLimits.searchResults else { return try fails("too many search results") }
        return set
    }
}
