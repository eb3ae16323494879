internal import Domain

/// Times and sizes in a search: `received>=2026-01-01`, `received:2026-01-01..2026-02-01`, `size>1000`.
struct SearchRange {
    private static let day: Int64 = 86_400
    /// What `today` is.
    let now: Timestamp

    func dates(_ comparison: String, _ text: String) -> Search.Match {
        match(comparison, text) { span(of: $0) }
    }

    func numbers(_ comparison: String, _ text: String) -> Search.Match {
        match(comparison, text) { text in Int64(text).map { $0...$0 } }
    }

    private func match(
        _ comparison: String, _ text: String, _ span: (String) -> ClosedRange<Int64>?
    ) -> Search.Match {
        if let (first, last) = Self.ends(of: text) {
            guard let first = span(first), let last = span(last), first.lowerBound <= last.upperBound else {
                return .nothing
            }
            return .range(first.lowerBound...last.upperBound)
        }
        guard let span = span(text) else { return .nothing }
        return switch comparison {
        case ">": .range(min(span.upperBound, .max - 1) + 1 ... .max)
        case ">=": .range(span.lowerBound ... .max)
        case "<": .range(.min...max(span.lowerBound, .min + 1) - 1)
        case "<=": .range(.min...span.upperBound)
        default: .range(span)
        }
    }

    private static func ends(of text: String) -> (String, String)? {
        guard let dots = text.firstIndex(of: "."), text[dots...].hasPrefix("..") else { return nil }
        return (String(text[..<dots]), String(text[dots...].dropFirst(2)))
    }

    /// A day, or a moment's second.
    private func span(of text: String) -> ClosedRange<Int64>? {
        let today = now.secondsSince1970 - (now.secondsSince1970 % Self.day + Self.day) % Self.day
        switch text.lowercased() {
        case "today": return today...today + Self.day - 1
        case "yesterday": return today - Self.day...today - 1
        default: break
        }
        if let moment = Timestamp(text)?.secondsSince1970 { return moment...moment }
        guard let start = Timestamp("\(Self.isoDay(text))T00:00:00Z")?.secondsSince1970 else { return nil }
        return start...start + Self.day - 1
    }

    /// `1/31/2026` in the order of ISO 8601; anything else as it is.
    private static func isoDay(_ text: String) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[2].count == 4 else { return text }
        return "\(parts[2])-\(padded(parts[0]))-\(padded(parts[1]))"
    }

    private static func padded(_ text: String) -> String { text.count == 1 ? "0\(text)" : text }
}
