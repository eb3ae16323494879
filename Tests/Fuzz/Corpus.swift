import FoundationEssentials

/// Stored inputs: one file each.
enum Corpus {
    /// In the order of their names, so that a run can be repeated.
    static func inputs(in directory: String) -> [[UInt8]] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.sorted().compactMap { FileManager.default.contents(atPath: "\(directory)/\($0)").map(Array.init) }
    }
}
