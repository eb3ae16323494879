/// Makes inputs out of inputs: the same sequence for the same seeds and name.
struct Mutator {
    private static let tokens: [[UInt8]] = [
        "\r\n", "\r", "\n", "\0", "{", "}", "[", "]", "(", ")", "\"", "\\", "{9999999999}\r\n", "-1", "\u{FEFF}",
        "\u{1}",
        "18446744073709551616", "=?utf-8?Q?=", "\\u0000", "NIL", " ", "%00", "=", ":",
    ].map { Array($0.utf8) }
    private let seeds: [[UInt8]]
    private var random: SplitMix

    init(seeds: [[UInt8]], named name: String) {
        self.seeds = seeds.isEmpty ? [[]] : seeds
        random = SplitMix(
            state: name.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
    }

    mutating func next() -> [UInt8] {
        var input = pick(seeds)
        for _ in 0...Int.random(in: 0..<6, using: &random) { mutate(&input) }
        return input
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &random)]
    }

    private mutating func range(in input: [UInt8]) -> Range<Int> {
        let ends = [0, 1].map { _ in Int.random(in: 0...input.count, using: &random) }.sorted()
        return ends[0]..<ends[1]
    }

    private mutating func mutate(_ input: inout [UInt8]) {
        let place = Int.random(in: 0...input.count, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0 where !input.isEmpty: input[place % input.count] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where !input.isEmpty: input[place % input.count] = .random(in: 0...255, using: &random)
        case 2: input.removeSubrange(range(in: input))
        case 3: input.insert(contentsOf: input[range(in: input)].prefix(4_096), at: place)
        case 4: input.insert(contentsOf: pick(Self.tokens), at: place)
        case 5: input.replaceSubrange(place..., with: pick(seeds).suffix(4_096))
        default: input.removeSubrange(place...)
        }
    }
}
