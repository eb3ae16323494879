package import Tenant

/// All facts as a table for people: name, standard value, mark, section, and what is so.
package enum FactTable {
    /// Longer cells stand out of their column, which is not made wider by them.
    private static let widest = 40

    package static func text(_ facts: [any AnyFact] = Facts.all) -> String {
        let rows =
            [["FACT", "STANDARD", "MARK", "SOURCE", "WHAT IS SO"]]
            + facts.sorted { $0.name < $1.name }.map {
                [$0.name, $0.standardText, "[\($0.mark.rawValue)]", $0.source, "\($0.summary) (\($0.allowedText))"]
            }
        let widths = (0..<4).map { column in
            rows.map { $0[column].count }.filter { $0 <= widest }.max() ?? 0
        }
        return rows.map { row in
            zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: max(0, width - cell.count))
            }.joined(separator: "  ") + "  " + row[4]
        }.joined(separator: "\n") + "\n"
    }
}
