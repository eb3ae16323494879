import Cryptography
import Synchronization

/// Values under secret keys, each until its time and never more than a number of them: the oldest go first. Keys are
/// kept as hashes.
package final class BoundedStore<Value: Sendable>: Sendable {
    private struct Entry {
        var value: Value
        var until: Double
    }
    private struct State {
        var entries: [[UInt8]: Entry] = [:]
        /// Keys in the order in which they came; some may be gone already.
        var order: [[UInt8]] = []
    }
    private let capacity: Int
    private let state = Mutex(State())

    package init(capacity: Int) { self.capacity = capacity }

    package func put(_ value: Value, under key: String, until: Double) {
        let hash = Self.hash(key)
        state.withLock { Self.put(Entry(value: value, until: until), under: hash, in: &$0, capacity) }
    }

    /// Puts a value where there is none: of two at once one gets through. False when there is one.
    package func putNew(_ value: Value, under key: String, until: Double, at now: Double) -> Bool {
        let hash = Self.hash(key)
        return state.withLock { state in
            if let entry = state.entries[hash], entry.until > now { return false }
            Self.put(Entry(value: value, until: until), under: hash, in: &state, capacity)
            return true
        }
    }

    package func value(_ key: String, at now: Double) -> Value? {
        let hash = Self.hash(key)
        return state.withLock { state in state.entries[hash].flatMap { $0.until > now ? $0.value : nil } }
    }

    /// Takes a value out: it is found once.
    package func take(_ key: String, at now: Double) -> Value? {
        let hash = Self.hash(key)
        return state.withLock { state in
            state.entries.removeValue(forKey: hash).flatMap { $0.until > now ? $0.value : nil }
        }
    }

    /// Looks at a value and changes it in one step; nil when there is none.
    package func change<R: Sendable>(_ key: String, at now: Double, _ body: (inout Value) -> R) -> R? {
        let hash = Self.hash(key)
        return state.withLock { state in
            guard var entry = state.entries[hash], entry.until > now else { return nil }
            let result = body(&entry.value)
            state.entries[hash] = entry
            return result
        }
    }

    package func changeAll(_ body: (inout Value) -> Void) {
        state.withLock { state in
            for key in state.entries.keys {
                guard var entry = state.entries[key] else { continue }
                body(&entry.value)
                state.entries[key] = entry
            }
        }
    }

    var count: Int { state.withLock { $0.entries.count } }

    private static func put(_ entry: Entry, under hash: [UInt8], in state: inout State, _ capacity: Int) {
        if state.entries.updateValue(entry, forKey: hash) == nil { state.order.append(hash) }
        if state.entries.count > capacity || state.order.count > 2 * capacity { shrink(&state, to: capacity) }
    }

    /// Drops the oldest until a tenth is free again, so that this is rare.
    private static func shrink(_ state: inout State, to capacity: Int) {
        state.order.removeAll { state.entries[$0] == nil }
        let excess = state.entries.count - capacity * 9 / 10
        guard excess > 0 else { return }
        for key in state.order.prefix(excess) { state.entries[key] = nil }
        state.order.removeFirst(min(excess, state.order.count))
    }

    private static func hash(_ key: String) -> [UInt8] { SHA256Digest.hash(Array(key.utf8)) }
}
