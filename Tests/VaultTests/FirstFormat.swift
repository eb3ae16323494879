import Vault

/// A vault of format 1 with three slots and an unfinished rotation, as another program made it that was written from
/// `proto-docs/vault.md` alone. What was sealed once has to open for ever: this file never changes.
enum FirstFormat {
    static let keyID = "df6c0541fa2d5623"
    static let keyring = hex(
        """
            0189cdedb42e0fac6ddd3eac5af7758e06df6c0541fa2d56230181477bb9510a8a6f675241ca4c21e901df1fb11a5d2c
            b554f98411f2954b101806e48a105cefbbb12f7934ab2048b9b3406fa93a0b31c3b5be5d0a0ca05666dd95dcc2f50301
            015ce06518df29dd525108784b60f236e6000000f948ad09c1eeb314342cd6f5daf6c4fbae66ffc8804661338b747651
            cf85f3a6a23b2752351f305b9a1ebd5741480b3dd8ce15f15b7df08cdc001aff03f721f61f4bb4f080fe1b755460f307
            d53fe4b44b46149329b1abf644a1624b8dcc34aeb15f8678df6c0541fa2d5623302d06f917a955d34868b74fbfd6f0a4
            24ec4a00a6f8d322ff7caad3a8d68f708392afb201c595d9db5a78aaa769858da8116a9e979c38a67ca4ff9e317b1812
            4226beba52fc5af5f61d7b6184d54ff3dd5572eeee033721f03eb134903ac212f7023225f01a75bee10846b8c62d13c8
            c689ecb0c3a440e871760a200102f72f1a8e9430cdd69a54e8786b12d363000000740bbbaf635bba057f9843f7052f46
            f2fff51ba1055465b7d2245c75e40225e2cf615d9ff46ae609b73dcd49bc727b9e8d6dfc7448d18e67ec28b884409853
            ad078c7210f25359be5648f2a5d0ae6ffc104bda5adf7a58d4019e06d910f3f26025b60c6ddf6c0541fa2d562345cdda
            63433169121dce9be6f52b2921251a9fbdac9feac5bf9fd91b1ea6b24f9d84f68c4d98c3deefdc39ada459b35101eb67
            a0b7b10394b7f32a53be02cbd52986b09d9a4c073dabc00454b98ad7a0887f3de407e05bb8e0c595d231162a703716ab
            e4b4f89a9d9f2b528b1adb5449e4308ccb1f78c041eae7df57010386ee1fcb3d5c300b716ac5a1ba096a100c0801f5a1
            6607d3034c60ecfd43532dd061c38598ca31c04444b0efa61f26b2a00c35ec530729b0ed6577c46662635ba8adcb0df7
            bfdee301ab04b7ce5e3f822b0215de7bbaa7d5ee4c1f009a66d5bdf2222009cee8432dc12355d0ab50080239cb244baa
            08b2df6c0541fa2d56237ca0ccd5d448fffd496eca9cb5003f03d3ee8ecfce0c0ba3d9262495ebd4a616f105824a65dd
            a016158e70299e06da50be60d7af8865152f665a5f0fea09b3bc9b11dab2655bcfb053359fded453ac327dfc93192d8e
            0d5546759d3d943aed27aac519380bced6adfcb1925016be9108606335e5d5966a1dfc2f32b1
        """)
    static let current = StoredRecord(
        key: RecordKey(type: "grant", id: "acc_1"), revision: 3, keyID: KeyID(bytes: hex("df6c0541fa2d5623")),
        sealed: hex(
            """
            01a811738d3bb9bde4e85d0f2acb74a41368ea539af89cb56d7e0911685ab7b2c9769cd62969ab9ffc85611a7d886efc
            228a2406da6747438948233b03fc98d5c5e3af07d0f320fbcf15bf99098c6e149146f91f6c792f0082951400455cc99a
            0087fa05d94101f4c48d4818b82aaf61713b3af5e262481ec70217e4db9b6ced27272c57c68066d18e549f69ed29d21f
            0a9f7ec7126dff3cafef905502638f0d3520860364ce315c187668d5276d373c5d1a0b5212872b87b86b04fed5a4df41
            596e2ad3c449af43c0a966ed3b6d4d943b2cdcbe096cc23aa92440535e0158e2b8c1393f7c25b3407296406489e61281
            9209817feefb9f319da85f2f3bc24c77ed74445c0d533367bcc036d55d2afae25c5c29c265fcfb2f231e4ddc38bb352b
            9afc4e7f60af67bca8b5af858e2648249559cc258d59570fb58c53e613407178374258054569c1547b4e11e9f1e3a685
            a7bcd0589ea2b1469f
            """))
    static let previous = StoredRecord(
        key: RecordKey(type: "password", id: "acc_ü"), revision: 1, keyID: KeyID(bytes: hex("81477bb9510a8a6f")),
        sealed: hex(
            """
            016e86fa12cbfc621500436ef6d7d30cd465390a10d1cc4ebe6aa625bb650c35382b871763ade6e309b661fa74570747
            7a3b29ad2cebf30ee7e49df94fd44150c1d272ada8606286b1461e958dd16405ded0d09cf848adcd86100eaecf782ef9
            260591ce3a0606a27fbfc6bc0f70c83125455fe594d41c2a7a926384dc0c8d6b28c0e30a92542efe0bb68a25bb947def
            24c639a85d8ffbcb097d329522b3ff24bfe3f3ab4e2ea01fa985e9ddc4c89323b048646d69fa01b7276d0aa61f70553f
            8e59b80bf2e4555f4b87c492f1fe77f0725eac39ccaeda3a2fed7b3f754692726aa737a49a137768804186d2cde1fbcc
            d1091bc539cb1408b4df450116cb3cf2a7bcd99af1752fc5a5058de3ef7c1a0a5c3e47041a267d37d376f3519a9206b2
            548ef53e4c883e7cad53bceb4cc74b4894826014cdf5dcad850ce7034ef8e83cf8c74681b0d0cb7771963aee8f1f2e85
            3a76ff3cdcfb2faeab
            """))

    /// Bytes from hexadecimal text; white space is passed over.
    private static func hex(_ text: String) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue).map(UInt8.init)
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
