import Domain
import Tenant

/// The sandbox's readers of what clients send, for the fuzz driver.
enum TenantFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "tenant-letter",
            { bytes in
                let time = Timestamp(secondsSince1970: 0)
                guard let letter = try? Letter(parsing: bytes, at: time, seed: 1) else { return }
                for mode in RenderingMode.allCases {
                    let document = Rendering.document(
                        of: letter, number: MessageNumber(1), mode: mode, includesBcc: false)
                    precondition(document.bytes.count == document.count)
                    _ = try? Letter(parsing: document.bytes, at: time, seed: 1)
                }
                _ = Preview.text(of: letter.body)
                _ = Rendering.headerFields(of: letter)
            }
        ),
        (
            "tenant-html",
            { bytes in
                let html = String(decoding: bytes, as: UTF8.self)
                let once = HTMLText.sanitised(html)
                precondition(HTMLText.sanitised(once) == once)
                precondition(!once.lowercased().contains("<script>") && !once.lowercased().contains("<script "))
                _ = HTMLText.text(of: html)
            }
        ),
        (
            "tenant-item-id",
            { bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                precondition(ItemID(parsing: text).map { $0.text == text } ?? true)
            }
        ),
    ]
}
