import Glibc

/// Feeds the fuzz entries: under libFuzzer when it is linked in (`scripts/fuzz.sh`), else from the corpus.
///
///     postern-fuzz list
///     postern-fuzz replay CORPUS [MUTATIONS [ENTRY]]
///     POSTERN_FUZZ_ENTRY=json postern-fuzz [libFuzzer's own arguments]
@main
enum FuzzDriver {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "list":
            for entry in FuzzEntries.all { print(entry.name) }
        case "replay" where arguments.count >= 2:
            let mutations = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 0
            replay(arguments[1], mutations, only: arguments.count > 3 ? arguments[3] : nil)
        default:
            LibFuzzer.run()
        }
    }

    /// The stored inputs, then mutations of them: the same ones each time, so that a crash comes back.
    private static func replay(_ corpus: String, _ mutations: Int, only: String?) {
        for entry in FuzzEntries.all where only == nil || only == entry.name {
            let seeds = Corpus.inputs(in: "\(corpus)/\(entry.name)")
            // Said before the work, so that the last line of a crash names its entry.
            print("\(entry.name): \(seeds.count) inputs, \(mutations) mutations")
            fflush(nil)
            seeds.forEach(entry.run)
            var mutator = Mutator(seeds: seeds, named: entry.name)
            for _ in 0..<mutations { entry.run(mutator.next()) }
        }
    }
}
