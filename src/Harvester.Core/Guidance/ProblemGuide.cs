using Harvester.Core.Assessment;

namespace Harvester.Core.Guidance;

/// <summary>The problems that those who publish can do something about. What is ours to mend needs no advice.</summary>
public static class ProblemGuide
{
    private static readonly Bilingual NotFound = new("検索や絞り込みで見つからなくなります。", "It is not found by search and filters.");
    private static readonly Bilingual NotTaken = new("この記録は掲載されません（以前の内容があれば、それを残します）。", "This record is not shown (an earlier version, if any, is kept).");
    private static readonly Bilingual NothingNew = new("一覧を受け取れないため、新しい情報を反映できません。掲載済みの内容はそのまま残ります。", "Without its listing nothing new can be taken; what was taken before stays.");
    private static readonly Bilingual AskSite = new("サイトの管理者（委託先を含む）に、詳細の文を伝えてください。", "Show the sentence below to those who run the site, contractors included.");

    public static IReadOnlyList<ProblemAdvice> All { get; } =
    [
        // Of records
        Of("no-title", "タイトルがない", "No title", NotTaken, "データセットのタイトルを入力してください。", "Enter a title."),
        Of("missing-title", "タイトルがない", "No title", NotTaken, "データセットのタイトルを入力してください。", "Enter a title."),
        Of("no-identity", "記録を識別できない", "Nothing identifies the record", NotTaken, "IDまたはタイトルとURLを入力してください。", "Enter an id, or a title and an address."),
        Of("no-identifier", "IDがない", "No identifier", NotTaken, "データセットのIDを入力してください。", "Enter an identifier."),
        Of("ambiguous-identity", "同じ識別情報の記録が複数ある", "Several records look the same", NotTaken, "同じタイトルのデータセットを区別できるよう、タイトルに年度や地域を加えてください。", "Make titles differ: add the year or the area."),
        Of("duplicate-identifier", "同じIDの記録が複数ある", "An id is used twice", new("どちらか一方しか掲載されません。", "Only one of them can be shown."), "IDが重複しています。別のIDにしてください。", "Give each record an id of its own."),
        Of("duplicate-distribution", "同じファイルが二重に登録されている", "A file is listed twice", new("利用者が別のファイルと誤解します。", "Readers take them for two files."), "重複した行を1つにしてください。", "Remove the second entry."),
        Of("similar-identifiers", "よく似たIDがある", "Two ids are nearly the same", new("全角・半角や大文字・小文字だけが違うIDは取り違えのもとです。", "Ids that differ by width or case only get mixed up."), "IDの表記を確認してください。", "See whether one of them is a mistake."),
        Of("invalid-date", "日付を読み取れない", "A date cannot be read", new("更新日が分からず、新しさを判断できません。", "Nobody can tell how fresh the data are."), "日付は 2026-04-01 または 令和8年4月1日 のように入力してください。", "Write dates as 2026-04-01."),
        Of("vague-date", "日付があいまい", "A date is vague", new("更新日が分からず、新しさを判断できません。", "Nobody can tell how fresh the data are."), "年月日まで入力してください。", "Enter year, month and day."),
        Of("future-date", "日付が未来になっている", "A date lies in the future", new("新しさの証拠になりません。", "It proves no freshness."), "日付を確認してください。", "Check the date."),
        Of("unreadable-date", "日付を読み取れない", "A date cannot be read", new("更新日が分からず、新しさを判断できません。", "Nobody can tell how fresh the data are."), "日付は 2026-04-01 のように入力してください。", "Write dates as 2026-04-01."),
        Of("period-as-date", "日付の欄に期間がある", "A period stands where a date belongs", new("更新日としては使えません。", "It cannot be taken as a date."), "年度などの期間は対象期間の欄に、更新日は日付で入力してください。", "Enter periods as the period covered, and the day of the change as a date."),
        Of("no-licence", "ライセンスの記載がない", "No licence is stated", new("利用条件が分からず、再利用できません。オープンデータの要件を満たしません。", "Nobody knows what may be done with the data: it is not open data."), "ライセンス（CC BY 4.0 など）を選択してください。CKANでは「ライセンス」欄です。", "Choose a licence such as CC BY 4.0; in CKAN the field is “License”."),
        Of("unknown-licence", "ライセンスの名前を判断できない", "The licence’s name is not known", new("オープンライセンスとして数えられません。", "It is not counted as an open licence."), "標準の名前（CC BY 4.0 など、版まで）で登録してください。", "Use a standard name with its version, as CC BY 4.0."),
        Of("unknown-frequency", "更新頻度を読み取れない", "The update frequency cannot be read", new("更新の期限を判断できません。", "Nobody can tell when an update is due."), "「毎年」「毎月」「随時」などの言葉で入力してください。", "Use words such as annual, monthly, irregular."),
        Of("unknown-language", "言語を読み取れない", "The language cannot be read", NotFound, "言語を「日本語」「ja」のように入力してください。", "Write it as ja or Japanese."),
        Of("unknown-publisher-code", "団体コードが正しくない", "The publisher’s code is not known", new("どの自治体のデータか分からなくなります。", "Nobody can tell whose data it is."), "6桁の全国地方公共団体コードを確認してください。", "Check the six-digit code of the local government."),
        Of("unknown-publisher", "公表者を特定できない", "The publisher is not known", new("どの自治体のデータか分からなくなります。", "Nobody can tell whose data it is."), "公表者（自治体名・部局名）を入力してください。", "Enter the publisher."),
        Of("invalid-url", "URLが正しくない", "An address is malformed", new("利用者がファイルを開けません。", "Readers cannot open the file."), "ファイルのURLを、http:// または https:// から入力し直してください。", "Enter the address again, beginning with https://."),
        Of("bad-address", "URLが正しくない", "An address is malformed", new("利用者がファイルを開けません。", "Readers cannot open the file."), "URLを入力し直してください。", "Enter the address again."),
        Of("no-url", "URLがない", "An address is missing", new("利用者がファイルを開けません。", "Readers cannot open the file."), "ファイルのURLを入力するか、ファイルをアップロードしてください。", "Enter the file’s address, or upload the file."),
        Of("no-address", "URLがない", "An address is missing", new("利用者がファイルを開けません。", "Readers cannot open the file."), "ファイルのURLを入力してください。", "Enter the file’s address."),
        Of("not-http", "Webのアドレスではない", "The address is none of the Web", new("庁内のパスなどは外部から開けません。", "Paths of an office’s own network do not open outside."), "https:// で始まる公開用のURLにしてください。", "Use a public address that begins with https://."),
        Of("not-public", "公開されていない記録", "The record is not public", new("非公開・下書きのため掲載しません。", "Drafts and private records are not shown."), "公開する場合は「公開」に変更してください。", "Make it public if it is meant to be."),
        Of("link-to-file", "詳細ページではなくファイルへのリンク", "A link leads to a file, not to a page", new("説明やライセンスを読み取れません。", "Description and licence cannot be read."), "データの説明ページを作り、そこからファイルへリンクしてください。", "Link to a page that describes the data."),
        Of("no-data-file", "データファイルがない", "No data file", new("説明だけではデータを利用できません。", "A description alone is of no use."), "CSVなどのファイルを登録してください。", "Add a file, as CSV."),
        Of("no-detail-link", "詳細ページへのリンクがない", "A link to the details is missing", NotTaken, "一覧の行から詳細ページへリンクしてください。", "Link the row to its page."),
        Of("missing-value", "必要な欄が空", "A needed field is empty", NotFound, "空になっている欄を入力してください。", "Fill the field in."),
        Of("title-too-long", "タイトルが長すぎる", "The title is too long", new("一覧で読めなくなります。", "Nobody can read it in a list."), "説明は説明欄に移し、タイトルを短くしてください。", "Move the description out of the title."),
        Of("record-cut", "記録が途中で切れている", "The record is cut off", new("一部の情報が失われています。", "Part of it is lost."), "一覧ファイルを出力し直してください。", "Export the list again."),
        Of("record-too-large", "1件の記録が大きすぎる", "The record is too large", NotTaken, "ファイルの一覧を複数のデータセットに分けてください。", "Split it into several datasets."),
        Of("row-too-short", "行の列が足りない", "A row lacks columns", NotFound, "一覧ファイルのその行の列数を確認してください。", "Check the columns of that row."),
        Of("stray-quote", "引用符（\"）が閉じていない", "A quotation mark is not closed", new("その行を正しく読み取れません。", "That row cannot be read rightly."), "表計算ソフトからCSVを出力し直してください。", "Export the CSV from the spreadsheet again."),
        Of("unreadable-characters", "文字化けしている文字がある", "Some characters are broken", new("検索で見つからず、表示も乱れます。", "It is not found, and shown badly."), "ファイルをUTF-8で保存し直してください。", "Save the file as UTF-8."),
        Of("invalid-characters", "使えない文字がある", "Some characters are not allowed", new("検索で見つからず、表示も乱れます。", "It is not found, and shown badly."), "文字コードをUTF-8にして保存し直してください。", "Save it as UTF-8."),
        Of("control-characters", "制御文字が混ざっている", "Control characters are in the text", NotFound, "文書からの貼り付けで入った見えない文字を取り除いてください。", "Remove invisible characters that were pasted in."),
        Of("unreadable-contact", "問い合わせ先を読み取れない", "The contact cannot be read", new("利用者が質問できません。", "Readers cannot ask."), "担当課の名称、電話番号、メールアドレスを入力してください。", "Enter the office, its telephone number and mail address."),
        Of("unreadable-distribution", "ファイルの情報を読み取れない", "A file’s entry cannot be read", new("そのファイルは掲載されません。", "That file is not shown."), "ファイルのURLと形式を入力し直してください。", "Enter the file’s address and format again."),
        Of("unreadable-size", "ファイルサイズを読み取れない", "The file’s size cannot be read", new("サイズを表示できません。", "The size is not shown."), "バイト数を数字で入力してください。", "Enter the number of bytes."),
        Of("unexpected-type", "値の種類が違う", "A value is of the wrong kind", NotFound, "欄の説明に合った値を入力してください。", "Enter what the field asks for."),
        Of("several-values", "1つだけ入力する欄に複数の値がある", "Several values where one belongs", new("最初の値だけを使います。", "Only the first is used."), "1つにしてください。", "Leave one of them."),
        Of("keyword-not-a-list", "キーワードが1つの文になっている", "Keywords are one text", NotFound, "キーワードを1つずつ分けて登録してください。", "Enter keywords one by one."),
        Of("unknown-place", "地名を読み取れない", "The place is not known", NotFound, "市区町村名を正式な名前で入力してください。", "Use the municipality’s official name."),
        Of("checksum-unreadable", "チェックサムを読み取れない", "The checksum cannot be read", new("改ざんの確認に使えません。", "It cannot be used to verify the file."), "16進数で入力するか、空にしてください。", "Enter it in hexadecimal, or leave it empty."),
        Of("html-too-deep", "ページの構造が複雑すぎる", "The page is nested too deeply", NotTaken, "閉じていないタグがないか確認してください。", "Look for tags that are not closed."),
        Of("old-version-kept", "新しい内容を取り込めず、以前の内容を掲載中", "The earlier version is shown", new("最新の情報ではありません。", "It is not up to date."), "同じ記録のほかの問題を直すと、次回から反映されます。", "Mend the record’s other problems, and the next run takes it."),
        Of("invalid-iri", "識別子（IRI）が正しくない", "An IRI is malformed", NotFound, "空白や括弧を含まないURLにしてください。", "Use an address without spaces and brackets."),
        Of("harvested-elsewhere", "別のカタログから転載された記録", "The record was copied from another catalogue", new("元の記録を優先します。", "The original is preferred."), "対応は必要ありません。", "Nothing to do."),

        // Of sites
        Of("maintenance-page", "サイトがメンテナンス中", "The site is under maintenance", NothingNew, "終了後、自動で再開します。長引く場合はサイトの管理者に確認してください。", "It goes on by itself afterwards; ask the site’s people if it takes long."),
        Of("login-page", "ログイン画面が返された", "A login page was answered", NothingNew, "公開ページがログインなしで開けるようにしてください。", "Make the public page open without signing in."),
        Of("bot-challenge", "自動アクセスが遮断された", "Automatic access is blocked", NothingNew, "サイトの管理者に、このシステムからのアクセス（連絡先はUser-Agentにあります）を許可するよう依頼してください。", "Ask those who run the site to admit this harvester; its User-Agent names a contact."),
        Of("robots-refused", "robots.txt が収集を拒否している", "robots.txt refuses harvesting", NothingNew, "収集してよい場合は、robots.txt で許可するか、合意の内容を収集チームに知らせてください。", "If harvesting is welcome, allow it there, or tell the team what was agreed."),
        Of("robots-unreachable", "robots.txt を確認できない", "robots.txt cannot be read", NothingNew, "サイトが動いているか確認してください。次回の収集で自動で再確認します。", "See whether the site is up; the next run looks again."),
        Of("unreachable", "サイトに接続できない", "The site cannot be reached", NothingNew, "サイトが動いているか、アドレスが変わっていないかを確認してください。", "See whether the site is up and its address unchanged."),
        Of("timeout", "サイトの応答が遅すぎる", "The site answers too slowly", NothingNew, "次回の収集で自動で再試行します。続く場合はサイトの管理者に確認してください。", "The next run tries again; ask the site’s people if it goes on."),
        Of("no-such-host", "サイトのアドレスが存在しない", "The site’s name does not exist", NothingNew, "ドメイン名の期限切れや移転がないか確認してください。", "See whether the domain has expired or moved."),
        Of("tls", "安全な接続ができない", "No secure connection", NothingNew, "サイトの証明書を確認してください。", "Check the site’s certificate."),
        Of("tls-untrusted", "証明書が信頼できない", "The certificate is not trusted", NothingNew, "証明書の期限と中間証明書の設定を確認してください。", "Check the certificate’s expiry and intermediate certificates."),
        Of("empty-body", "空の応答が返された", "The answer was empty", NothingNew, AskSite),
        Of("bad-answer", "応答の形式が正しくない", "The answer has not the promised form", NothingNew, AskSite),
        Of("not-json", "応答がJSONではない", "The answer is no JSON", NothingNew, AskSite),
        Of("not-rdf", "応答がRDFではない", "The answer is no RDF", NothingNew, AskSite),
        Of("not-html", "応答がHTMLではない", "The answer is no HTML", NothingNew, AskSite),
        Of("not-ckan", "CKANのAPIではない", "The address is no CKAN API", NothingNew, AskSite),
        Of("ckan-error", "CKANがエラーを返した", "CKAN answered with an error", NothingNew, AskSite),
        Of("too-large", "応答が大きすぎる", "The answer is too large", NothingNew, AskSite),
        Of("too-many-redirects", "転送が繰り返される", "Redirects go round", NothingNew, AskSite),
        Of("insecure-redirect", "安全でないアドレスへ転送される", "A redirect leaves https", new("内容が途中で書き換えられるおそれがあります。", "The content might be altered on the way."), AskSite),
        Of("implausible-listing", "一覧の件数が不自然", "The listing looks wrong", new("誤って取り下げないよう、担当者の確認を待っています。", "It waits for a person’s word, so that nothing is withdrawn by mistake."), "本当に減らした場合は、承認してください。誤りの場合は、サイトの一覧を確認してください。", "Approve it if the data were really removed; otherwise look at the site’s listing."),
        Of("missing-columns", "一覧ファイルに必要な列がない", "The list lacks columns", NotFound, "一覧ファイルの見出しを、推奨の列名に合わせてください。", "Use the recommended names of columns."),
        Of("no-rows", "一覧に行がない", "The list has no rows", NothingNew, "一覧ファイルの内容を確認してください。", "Look at the list."),
        Of("charset-mismatch", "文字コードの宣言と実際が違う", "The declared encoding is not the real one", new("文字化けのもとです。", "It is how text gets garbled."), "ファイルをUTF-8で保存し、サーバーの設定も合わせてください。", "Save files as UTF-8, and let the server say so."),
        Of("undecodable-bytes", "文字コードを読み取れない部分がある", "Some bytes are no text", new("文字化けします。", "Text gets garbled."), "UTF-8で保存し直してください。", "Save it as UTF-8."),
        Of("unfilled-template", "ひな形のままの記述がある", "A template was not filled in", new("利用者に意味のない文字が表示されます。", "Readers see placeholders."), "ひな形の記号（{{ }} など）を実際の値に直してください。", "Replace the placeholders by values."),
        Of("undescribed-dataset", "一覧にあるが説明がないデータセット", "A dataset is listed and not described", NotTaken, "データセットの説明をカタログに含めてください。", "Describe it in the catalogue."),
        Of("several-titles", "同じ記録に異なるタイトルがある", "One record has several titles", new("最初のタイトルを使います。", "The first is used."), "タイトルを1つにしてください。", "Leave one."),
        Of("shared-ids", "別のデータセットが同じIDを使っている", "Datasets share an id", new("取り違えのおそれがあります。", "They may be mixed up."), "IDをデータセットごとに分けてください。", "Give each its own id."),
        Of("refused-statement", "RDFの一部を読み取れない", "Part of the RDF cannot be read", new("その部分だけ反映されません。", "That part is left out."), AskSite),
        Of("broken-json-ld", "JSON-LDが壊れている", "The JSON-LD is broken", new("読み取れた部分だけを使います。", "Only what could be read is used."), AskSite),
        Of("not-an-object", "一覧に記録でないものがある", "The listing holds what is no record", NotTaken, AskSite),
        Of("fail-when", "サイトがエラー画面を表示した", "The site shows an error page", NothingNew, AskSite),
        Of("unknown-charset", "文字コードが分からない", "The encoding is not known", NothingNew, "UTF-8で保存し直してください。", "Save it as UTF-8."),
        Of("foreign-address", "別のサイトへのリンク", "A link leads to another site", new("安全のため、別のサイトは読みません。", "For safety other sites are not read."), AskSite),
    ];

    private static ProblemAdvice Of(string code, string name, string english, Bilingual why, string fix, string fixEnglish) => new(code, new(name, english), why, new(fix, fixEnglish));

    private static ProblemAdvice Of(string code, string name, string english, Bilingual why, Bilingual fix) => new(code, new(name, english), why, fix);
}
