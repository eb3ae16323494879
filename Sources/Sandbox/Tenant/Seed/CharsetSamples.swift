/// The same words in each charset that GMime can read through iconv: what mail from all over the world is made of.
///
/// The bytes were made by glibc's iconv; the texts say what must be read out of them.
enum CharsetSamples {
    struct Sample: Sendable {
        /// As mail names it.
        let charset: String
        let text: CharsetText
        /// In base64, in the charset.
        let subject: String
        let body: String
    }

    static let all: [Sample] = [
        Sample(
            charset: "utf-8", text: .everything, subject: "w5xuw69jb2RlIOKYgyDkuJbnlYw=",
            body:
                "w5xuw69jb2RlOiDOtc67zrvOt869zrnOus6sLCDQutC40YDQuNC70LvQuNGG0LAsINei15HXqNeZ16osIOaXpeacrOiqniwg7ZWc6rWt7Ja0LCDimIM="
        ),
        Sample(
            charset: "us-ascii", text: .ascii, subject: "UGxhaW4gd29yZHM=",
            body: "Tm90aGluZyBidXQgcGxhaW4gd29yZHMgaW4gdGhpcyBvbmUu"),
        Sample(
            charset: "iso-8859-1", text: .western, subject: "R3L832UgYXVzIEv2bG4=",
            body: "U2No9m5lIEdy/N9lIGF1cyBL9mxuOiBuYe92ZSDcYnVuZ2VuLCBk6WrgIHZ1LCC/cXXpIHRhbD8="),
        Sample(
            charset: "iso-8859-2", text: .central, subject: "WmG/87PmIGfqtmyx",
            body: "WmG/87PmIGfqtmyxIGphvPI7IOFydu16dPty9SB0/Gv2cmb6cvNn6XAu"),
        Sample(
            charset: "iso-8859-3", text: .esperanto, subject: "xnUgdmkg+HVhcw==",
            body: "TGH9IEx1ZG92aWtvIFphbWVuaG9mIGJvbmd1c3RhcyBmcmX+YSDmZbZhIG1hbvhhvG8u"),
        Sample(
            charset: "iso-8859-4", text: .baltic, subject: "ob51b2z5ILlha29z",
            body: "ob51b2z5ILlha29zLCDsaupzIOcg/mvnLg=="),
        Sample(
            charset: "iso-8859-5", text: .cyrillic, subject: "v+DY0tXiINjXILze4drS6w==",
            body: "werV6Owg1enxIO3i2OUg3O/T2tjlIOTg0N3m49fh2tjlINHj297aLg=="),
        Sample(
            charset: "iso-8859-6", text: .arabic, subject: "5dHNyMcgyOPl",
            body: "1cjHzSDH5M7q0SDqxyDVz+ri6g=="),
        Sample(
            charset: "iso-8859-7", text: .greek, subject: "yuHr5+zd8eEg6vzz7OU=",
            body: "zuXz6uXw3Ob5IPTn7SD49ffv9uj88eEg4uTl6/Xj7N/hLg=="),
        Sample(
            charset: "iso-8859-8", text: .hebrew, subject: "+ezl7SDy5ezt",
            body: "4+Ig8ff47yD56CDh6e0g7uDl6+bh"),
        Sample(
            charset: "iso-8859-9", text: .turkish, subject: "R/xuZf5saSBn/G5sZXI=",
            body: "UGlqYW1hbP0gaGFzdGEgeWHw/Xog/m9m9nJlIOdhYnVjYWsgZ/x2ZW5kaS4="),
        Sample(
            charset: "iso-8859-10", text: .nordic, subject: "wbm54SBqYSDo4WhjaQ==",
            body: "U+FtaTog6OFoY2ksILksIL8sILosILssILwu"),
        Sample(
            charset: "iso-8859-11", text: .thai, subject: "ysfRyrTVqtLH4sWh",
            body: "4LvnucG52MnC7MrYtLvD0ODKw9Sw"),
        Sample(
            charset: "iso-8859-13", text: .baltic, subject: "wP51b2z4IPBha29z",
            body: "wP51b2z4IPBha29zLCDrauZzIOEg+2vhLg=="),
        Sample(
            charset: "iso-8859-14", text: .celtic, subject: "qCC6IPAg/g==",
            body: "0HksIP5kLCD3LCCiLCC4Lg=="),
        Sample(
            charset: "iso-8859-15", text: .latin9, subject: "TCe9dXZyZQ==",
            body: "ROhzIE5v62wgb/kgdW4geulwaHlyIGhh7yBtZSB26nQgOiA1IKQsIL11Zi4="),
        Sample(
            charset: "iso-8859-16", text: .romanian, subject: "QnVu4yB6aXVh",
            body: "R2hlb3JnaGUg/mVzZWEgumkg7rppIGFkdWNlYSBw4mluZS4="),
        Sample(
            charset: "windows-1250", text: .central, subject: "WmG/87PmIGfqnGy5",
            body: "WmG/87PmIGfqnGy5IGphn/I7IOFydu16dPty9SB0/Gv2cmb6cvNn6XAu"),
        Sample(
            charset: "windows-1251", text: .cyrillic, subject: "z/Do4uXyIOjnIMzu8eri+w==",
            body: "0frl+Pwg5fm4IP3y6PUg7P/j6uj1IPTw4O328+fx6uj1IOHz6+7qLg=="),
        Sample(
            charset: "windows-1252", text: .french, subject: "TJKcdXZyZQ==",
            body: "ROhzIE5v62wgb/kgdW4geulwaHlyIGhh7yBtZSB26nQgOiA1IIAsIJx1Zi4="),
        Sample(
            charset: "windows-1253", text: .greek, subject: "yuHr5+zd8eEg6vzz7OU=",
            body: "zuXz6uXw3Ob5IPTn7SD49ffv9uj88eEg4uTl6/Xj7N/hLg=="),
        Sample(
            charset: "windows-1254", text: .turkish, subject: "R/xuZf5saSBn/G5sZXI=",
            body: "UGlqYW1hbP0gaGFzdGEgeWHw/Xog/m9m9nJlIOdhYnVjYWsgZ/x2ZW5kaS4="),
        Sample(
            charset: "windows-1255", text: .hebrew, subject: "+ezl7SDy5ezt",
            body: "4+Ig8ff47yD56CDh6e0g7uDl6+bh"),
        Sample(
            charset: "windows-1256", text: .arabic, subject: "49HNyMcgyN/j",
            body: "1cjHzSDH4c7t0SDtxyDVz+3e7Q=="),
        Sample(
            charset: "windows-1257", text: .baltic, subject: "wP51b2z4IPBha29z",
            body: "wP51b2z4IPBha29zLCDrauZzIOEg+2vhLg=="),
        Sample(
            charset: "windows-1258", text: .western, subject: "R3L832UgYXVzIEv2bG4=",
            body: "U2No9m5lIEdy/N9lIGF1cyBL9mxuOiBuYe92ZSDcYnVuZ2VuLCBk6WrgIHZ1LCC/cXXpIHRhbD8="),
        Sample(
            charset: "windows-874", text: .thai, subject: "ysfRyrTVqtLH4sWh",
            body: "4LvnucG52MnC7MrYtLvD0ODKw9Sw"),
        Sample(
            charset: "koi8-r", text: .cyrillic, subject: "8NLJ18XUIMnaIO3P08vX2Q==",
            body: "89/F29ggxd2jINzUycggzdHHy8nIIMbSwc7D1drTy8nIIMLVzM/LLg=="),
        Sample(
            charset: "koi8-u", text: .ukrainian, subject: "8NLJ16bUINog68mk18E=",
            body: "/cHT1NHNIMInpNsg1tXLIKfIIMfMycPAINcgxs/OIMogrcXE2tgg0NKm3i4="),
        Sample(
            charset: "koi8-ru", text: .ukrainian, subject: "8NLJ16bUINog68mk18E=",
            body: "/cHT1NHNIMInpNsg1tXLIKfIIMfMycPAINcgxs/OIMogrcXE2tgg0NKm3i4="),
        Sample(
            charset: "koi8-t", text: .tajik, subject: "88HMz80=",
            body: "jsGKz84sIIHPzMnCLCCAwczBzS4="),
        Sample(
            charset: "macintosh", text: .western, subject: "R3Kfp2UgYXVzIEuabG4=",
            body: "U2Nomm5lIEdyn6dlIGF1cyBLmmxuOiBuYZV2ZSCGYnVuZ2VuLCBkjmqIIHZ1LCDAcXWOIHRhbD8="),
        Sample(
            charset: "mac-cyrillic", text: .cyrillic, subject: "j/Do4uXyIOjnIIzu8eri+w==",
            body: "kfrl+Pwg5fneIP3y6PUg7N/j6uj1IPTw4O328+fx6uj1IOHz6+7qLg=="),
        Sample(
            charset: "ibm437", text: .western, subject: "R3KB4WUgYXVzIEuUbG4=",
            body: "U2NolG5lIEdygeFlIGF1cyBLlGxuOiBuYYt2ZSCaYnVuZ2VuLCBkgmqFIHZ1LCCocXWCIHRhbD8="),
        Sample(
            charset: "ibm850", text: .western, subject: "R3KB4WUgYXVzIEuUbG4=",
            body: "U2NolG5lIEdygeFlIGF1cyBLlGxuOiBuYYt2ZSCaYnVuZ2VuLCBkgmqFIHZ1LCCocXWCIHRhbD8="),
        Sample(
            charset: "ibm852", text: .central, subject: "WmG+ooiGIGepmGyl",
            body: "WmG+ooiGIGepmGylIGphq+U7IKBydqF6dPtyiyB0gWuUcmajcqJngnAu"),
        Sample(
            charset: "ibm855", text: .cyrillic, subject: "3eG366jlILfzINPW48br8Q==",
            body: "5J6o9e0gqPmEIPflt7Ug0t6sxre1IKrhoNSk5/Pjxre1IKLn0NbGLg=="),
        Sample(
            charset: "ibm857", text: .turkish, subject: "R4FuZZ9saSBngW5sZXI=",
            body: "UGlqYW1hbI0gaGFzdGEgeWGnjXogn29mlHJlIIdhYnVjYWsgZ4F2ZW5kaS4="),
        Sample(
            charset: "ibm862", text: .hebrew, subject: "mYyFjSCShYyN",
            body: "g4IgkZeYjyCZiCCBiY0gjoCFi4aB"),
        Sample(
            charset: "ibm866", text: .cyrillic, subject: "j+CooqXiIKinIIyu4aqi6w==",
            body: "keql6OwgpenxIO3iqOUgrO+jqqjlIOTgoK3m46fhqqjlIKHjq66qLg=="),
        Sample(
            charset: "cp1125", text: .ukrainian, subject: "j+CoovfiIKcgiqj1oqA=",
            body: "maDh4u+sIKEn9eggpuOqIPnlIKOrqObuIKIg5K6tIKkg86Wkp+wgr+D35y4="),
        Sample(
            charset: "ibm037", text: .western, subject: "x5ncWYVAgaSiQNLMk5U=",
            body: "4oOIzJWFQMeZ3FmFQIGkokDSzJOVekCVgVelhUD8gqSVh4WVa0CEUZFEQKWka0CrmKRRQKOBk28="),
        Sample(
            charset: "hp-roman8", text: .western, subject: "R3LP3mUgYXVzIEvObG4=",
            body: "U2Nozm5lIEdyz95lIGF1cyBLzmxuOiBuYd12ZSDbYnVuZ2VuLCBkxWrIIHZ1LCC5cXXFIHRhbD8="),
        Sample(
            charset: "rk1048", text: .kazakh, subject: "0bzr5ew=",
            body: "jeDn4J0g8rPrsywgtOyz8Cwgouv7Lg=="),
        Sample(
            charset: "viscii", text: .vietnamese, subject: "Q2jgbyB0aKogZ2m+aQ==",
            body: "VGmqbmcgVmmudCBj8yBuaGmrdSBkpHU="),
        Sample(
            charset: "tcvn5712-1", text: .vietnamese, subject: "Q2i1byB0aNUgZ2ntaQ==",
            body: "VGnVbmcgVmnWdCBj4yBuaGnSdSBkynU="),
        Sample(
            charset: "armscii-8", text: .armenian, subject: "tLPxu/U=",
            body: "tLPxu/Ugs9/Ls/HR"),
        Sample(
            charset: "georgian-ps", text: .georgian, subject: "wsDMwNLjz8HA",
            body: "wsDMwNLjz8HAIMzTz9fLyc8="),
        Sample(
            charset: "georgian-academy", text: .georgian, subject: "wsDLwNDfzcHA",
            body: "wsDLwNDfzcHAIMvRzdTKyM0="),
        Sample(
            charset: "tis-620", text: .thai, subject: "ysfRyrTVqtLH4sWh",
            body: "4LvnucG52MnC7MrYtLvD0ODKw9Sw"),
        Sample(
            charset: "shift_jis", text: .japanese, subject: "grGC8YLJgr+CzZCiikU=",
            body: "gqKC64LNgsmC2YLWgsaBQYq/jpqCxoNKg16DSoNpgUI="),
        Sample(
            charset: "cp932", text: .japanese, subject: "grGC8YLJgr+CzZCiikU=",
            body: "gqKC64LNgsmC2YLWgsaBQYq/jpqCxoNKg16DSoNpgUI="),
        Sample(
            charset: "euc-jp", text: .japanese, subject: "pLOk86TLpMGkz8Cks6Y=",
            body: "pKSk7aTPpMuk26TYpMihorTBu/qkyKWrpb+lq6XKoaM="),
        Sample(
            charset: "iso-2022-jp", text: .japanese, subject: "GyRCJDMkcyRLJEEkT0AkMyYbKEI=",
            body: "GyRCJCQkbSRPJEskWyRYJEghIjRBO3okSCUrJT8lKyVKISMbKEI="),
        Sample(
            charset: "iso-2022-jp-2", text: .japanese, subject: "GyRCJDMkcyRLJEEkT0AkMyYbKEI=",
            body: "GyRCJCQkbSRPJEskWyRYJEghIjRBO3okSCUrJT8lKyVKISMbKEI="),
        Sample(
            charset: "euc-kr", text: .korean, subject: "vsiz58fPvLy/5A==",
            body: "tNm298HjIMflIMPCudnE+7+hIMW4sO3GxC4="),
        Sample(
            charset: "cp949", text: .korean, subject: "vsiz58fPvLy/5A==",
            body: "tNm298HjIMflIMPCudnE+7+hIMW4sO3GxC4="),
        Sample(
            charset: "johab", text: .korean, subject: "tGWRd9BhrUG2YQ==",
            body: "lGGccbrhINDlIMFVpGHG4bVBIMhhiaHMYS4="),
        Sample(
            charset: "iso-2022-kr", text: .korean, subject: "GyQpQw4+SDNnR088PD9kDw==",
            body: "GyQpQw40WTZ3QWMPIA5HZQ8gDkNCOVlEez8hDyAORTgwbUZEDy4="),
        Sample(
            charset: "gb2312", text: .chinese, subject: "xOO6w8rAvec=",
            body: "zOy12ND+u8ajrNPu1ua66bvEoaM="),
        Sample(
            charset: "gbk", text: .chinese, subject: "xOO6w8rAvec=",
            body: "zOy12ND+u8ajrNPu1ua66bvEoaM="),
        Sample(
            charset: "gb18030", text: .everything, subject: "gTCJNW6BMIo3Y29kZSCBN6MwIMrAvec=",
            body:
                "gTCJNW6BMIo3Y29kZTogpsWmy6bLpsemzabJpsqBMMs0LCCn3Kfap+Kn2qfdp92n2qfop9EsIIEw+zCBMPkzgTD7NoEw+jGBMPs4LCDI1bG+1VosIIM2hDOCN/QwgzLrNSwggTejMA=="
        ),
        Sample(
            charset: "euc-cn", text: .chinese, subject: "xOO6w8rAvec=",
            body: "zOy12ND+u8ajrNPu1ua66bvEoaM="),
        Sample(
            charset: "iso-2022-cn", text: .chinese, subject: "GyQpQQ5EYzpDSkA9Zw8=",
            body: "GyQpQQ5MbDVYUH47RiMsU25WZjppO0QhIw8="),
        Sample(
            charset: "big5", text: .traditional, subject: "sXqmbqVArMk=",
            body: "pNGmYaXItsChQaZ0qXqseK/uoUM="),
        Sample(
            charset: "big5-hkscs", text: .hongkong, subject: "p0Gmbq27tOQ=",
            body: "rfi406FBq1mrfZ32qU+r16FI"),
        Sample(
            charset: "euc-tw", text: .traditional, subject: "2sDH78Xg0sw=",
            body: "xbLH4sbo46ehosf1zPzR+9fyoaQ="),
        Sample(
            charset: "utf-7", text: .everything, subject: "K0FOdy1uK0FPOC1jb2RlICtKZ00gK1RoWjFUQS0=",
            body:
                "K0FOdy1uK0FPOC1jb2RlOiArQTdVRHV3TzdBN2NEdlFPNUE3b0RyQSwgK0JEb0VPQVJBQkRnRU93UTdCRGdFUmdRdywgK0JlSUYwUVhvQmRrRjZnLCArWmVWbkxJcWUsICsxVnl0YmNXMCwgK0pnTS0="
        ),
        Sample(
            charset: "utf-16", text: .everything, subject: "//7cAG4A7wBjAG8AZABlACAAAyYgABZOTHU=",
            body:
                "//7cAG4A7wBjAG8AZABlADoAIAC1A7sDuwO3A70DuQO6A6wDLAAgADoEOARABDgEOwQ7BDgERgQwBCwAIADiBdEF6AXZBeoFLAAgAOVlLGeeiiwAIABc1W2ttMUsACAAAyY="
        ),
        Sample(
            charset: "utf-16be", text: .everything, subject: "ANwAbgDvAGMAbwBkAGUAICYDACBOFnVM",
            body:
                "ANwAbgDvAGMAbwBkAGUAOgAgA7UDuwO7A7cDvQO5A7oDrAAsACAEOgQ4BEAEOAQ7BDsEOARGBDAALAAgBeIF0QXoBdkF6gAsACBl5Wcsip4ALAAg1VytbcW0ACwAICYD"
        ),
        Sample(
            charset: "utf-16le", text: .everything, subject: "3ABuAO8AYwBvAGQAZQAgAAMmIAAWTkx1",
            body:
                "3ABuAO8AYwBvAGQAZQA6ACAAtQO7A7sDtwO9A7kDugOsAywAIAA6BDgEQAQ4BDsEOwQ4BEYEMAQsACAA4gXRBegF2QXqBSwAIADlZSxnnoosACAAXNVtrbTFLAAgAAMm"
        ),
        Sample(
            charset: "utf-32", text: .everything,
            subject: "//4AANwAAABuAAAA7wAAAGMAAABvAAAAZAAAAGUAAAAgAAAAAyYAACAAAAAWTgAATHUAAA==",
            body:
                "//4AANwAAABuAAAA7wAAAGMAAABvAAAAZAAAAGUAAAA6AAAAIAAAALUDAAC7AwAAuwMAALcDAAC9AwAAuQMAALoDAACsAwAALAAAACAAAAA6BAAAOAQAAEAEAAA4BAAAOwQAADsEAAA4BAAARgQAADAEAAAsAAAAIAAAAOIFAADRBQAA6AUAANkFAADqBQAALAAAACAAAADlZQAALGcAAJ6KAAAsAAAAIAAAAFzVAABtrQAAtMUAACwAAAAgAAAAAyYAAA=="
        ),
        Sample(
            charset: "ucs-2be", text: .everything, subject: "ANwAbgDvAGMAbwBkAGUAICYDACBOFnVM",
            body:
                "ANwAbgDvAGMAbwBkAGUAOgAgA7UDuwO7A7cDvQO5A7oDrAAsACAEOgQ4BEAEOAQ7BDsEOARGBDAALAAgBeIF0QXoBdkF6gAsACBl5Wcsip4ALAAg1VytbcW0ACwAICYD"
        ),
    ]
}
