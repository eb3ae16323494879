/// A message that is rendered once somebody asks for its bytes.
final class IMAPLazyMessage {
    private let make: () -> IMAPMessage
    private(set) lazy var message = make()

    init(_ make: @escaping () -> IMAPMessage) { self.make = make }
}
