/// How pages look.
enum PageStyle {
    static let sheet: Markup = """
        :root{color-scheme:light dark;--ink:#1b1a19;--soft:#57534e;--card:#fff;--back:#eef1f6;--line:#c9c5bf;\
        --blue:#0b5cad;--bad:#a4262c}
        @media(prefers-color-scheme:dark){:root{--ink:#f3f2f1;--soft:#c8c6c4;--card:#23262d;--back:#15171c;\
        --line:#4a4f5a;--blue:#6cb2f7;--bad:#ff9aa0}}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;\
        gap:1rem;padding:1rem;background:var(--back);color:var(--ink);font:16px/1.45 system-ui,sans-serif}
        main{width:100%;max-width:27.5rem;background:var(--card);padding:2.25rem;border-radius:.5rem;\
        box-shadow:0 2px 14px rgb(0 0 0/.16)}
        footer{color:var(--soft);font-size:.8rem;text-align:center}
        .brand{margin:0 0 1rem;color:var(--soft);font-weight:600;display:flex;gap:.5rem;align-items:center}
        .brand span{width:.9rem;height:.9rem;border-radius:.2rem;background:var(--blue)}
        h1{font-size:1.45rem;font-weight:600;margin:0 0 1rem;overflow-wrap:anywhere}
        label,.who,.text{display:block;margin:0 0 .75rem;overflow-wrap:anywhere}
        .soft{color:var(--soft);font-size:.9rem}
        .bad{color:var(--bad);margin:0 0 .75rem}
        input[type=text],input[type=email],input[type=password]{display:block;width:100%;margin-top:.3rem;\
        padding:.55rem .6rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);\
        border-radius:.25rem}
        button{font:inherit;padding:.5rem 1.4rem;border:1px solid var(--line);border-radius:.25rem;cursor:pointer;\
        background:transparent;color:inherit}
        button.main{background:var(--blue);border-color:var(--blue);color:var(--card);font-weight:600}
        button.row{display:block;width:100%;text-align:left;margin:0 0 .5rem;padding:.6rem .8rem}
        button.link{border:0;padding:0;color:var(--blue);text-decoration:underline}
        :focus-visible{outline:3px solid var(--blue);outline-offset:2px}
        .end{display:flex;flex-flow:row-reverse wrap;gap:.6rem;margin-top:1.25rem}
        ul{margin:0 0 1rem;padding-left:1.2rem}
        li{margin:0 0 .5rem}
        code{font-size:.95em;overflow-wrap:anywhere}
        """
}
