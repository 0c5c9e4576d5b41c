namespace Harvester.SamplePortals.Html;

/// <summary>The furniture of a municipal page: menus, topic path, banners, a note on PDF, contact. None of its links is a dataset.</summary>
internal static class TablePage
{
    public static string Around(string rows, string pager) => $"""
        <!DOCTYPE html>
        <html lang="ja">
        <head>
        <meta charset="UTF-8">
        <title>オープンデータ一覧｜清瀬市公式ホームページ（見本）</title>
        </head>
        <body>
        <p class="skip"><a href="#main">本文へスキップします。</a></p>
        <div id="header"><a href="/">清瀬市</a>
        <ul class="tools"><li><a href="/about/fontsize.html">文字サイズ</a></li><li><a href="/foreign/">Foreign language</a></li><li><a href="/sitemap.html">サイトマップ</a></li></ul></div>
        <ul id="gnavi"><li><a href="/kurashi/">暮らし</a></li><li><a href="/kosodate/">子育て・教育</a></li><li><a href="/kenko/">健康・福祉</a></li><li><a href="/bunka/">文化・スポーツ</a></li><li><a href="/shiseijouhou/">市政情報</a></li></ul>
        <p id="topicpath"><a href="/">トップページ</a> &gt; <a href="/shiseijouhou/">市政情報</a> &gt; オープンデータ一覧</p>
        <div id="main">
        <h1>オープンデータ一覧</h1>
        <p class="update">更新日：2026年10月1日　ページID：1008800</p>
        <p>市が保有するデータを、二次利用できる形で公開しています。ご利用の前に<a href="1008801.html">オープンデータ利用規約</a>（<a href="/_res/common/opendata_kiyaku.pdf">PDF版 （117.5KB）</a>）をご確認ください。</p>
        <table class="opendata" summary="オープンデータの一覧">
        <thead><tr><th scope="col">分類</th><th scope="col">データ名</th><th scope="col">更新日</th><th scope="col">ダウンロード</th></tr></thead>
        <tbody>
        {rows}</tbody>
        </table>
        {pager}
        <p class="adobe">PDF形式のファイルをご覧いただくには、Adobe Readerが必要です。<a href="https://get.adobe.com/jp/reader/"><img src="/images/get_adobe_reader.png" alt="Adobe Readerのダウンロードページへ（外部リンク・新しいウィンドウで開きます）"></a></p>
        <h2>関連リンク</h2>
        <ul class="link"><li><a href="http://catalog.tokyo.example/">東京都オープンデータカタログサイト（外部リンク）</a></li></ul>
        <div class="contact"><h2>お問い合わせ</h2><p>情報政策課情報システム係<br>〒204-0000 清瀬市中里<br>電話番号：042-000-0000（代表）<br><a href="/cgi-bin/inquiry.php/12">お問い合わせフォーム</a></p></div>
        </div>
        <div id="side"><h2>市政情報</h2><ul><li><a href="/shiseijouhou/kouhou/">広報</a></li><li><a href="/shiseijouhou/toukei/">統計</a></li><li><a href="/shiseijouhou/kouhou/shiho.pdf">市報最新号（PDF）</a></li></ul></div>
        <div id="footer"><p>Copyright (C) Kiyose City All Rights Reserved.</p></div>
        </body>
        </html>

        """;
}
