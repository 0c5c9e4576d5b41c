using System.Text.RegularExpressions;

namespace Harvester.Connectors.Html;

/// <summary>
/// Takes a name out of the words that pages write around it: bullets, NEW marks, formats, sizes, notes on windows, dates of update. What is in
/// brackets goes only when it says nothing else: 「有権者数（在外）（CSV：3KB）」 is 有権者数（在外）.
/// </summary>
internal static partial class TitleWords
{
    private const string Opening = "（(［[【〔＜<";
    private const string Closing = "）)］]】〕＞>";
    private const string Divisions = " ／/・|｜:：、,，";

    /// <summary>The name, or null when the words hold none, as 「CSV（12KB）」, 「ダウンロード」 and <c>kosha.csv</c> do not.</summary>
    public static string? Of(string words)
    {
        var title = ElementText.Clean(words);
        for (var before = ""; before != title;)
        {
            before = title;
            title = WithoutEnd(WithoutBeginning(WithoutBullets(title)));
        }

        return title.Length == 0 || IsNoName(title) ? null : title;
    }

    /// <summary>Clean words without the mark (・ ◆ ■) or number (「1.」) of a list before them.</summary>
    public static string WithoutBullets(string words)
    {
        var bare = words.TrimStart(' ', '・', '･', '●', '○', '◎', '◉', '■', '□', '◆', '◇', '▶', '▷', '►', '★', '☆', '※', '•', '‣', '▼', '▲', '＊', '*', '-', '–', '→', '⇒');
        if (Number().Match(bare) is { Success: true } number)
            bare = bare[number.Length..];
        return bare.Length == 0 ? words : bare;
    }

    /// <summary>File sizes as they stand in texts: 12KB, 1,105KB, 15.4KBytes, 3キロバイト, ２ＭＢ.</summary>
    [GeneratedRegex(@"[0-9０-９][0-9０-９,，.．]*\s*(?:(?:[KMGkmgＫＭＧｋｍｇ][BbＢｂ]|(?:[KMGkmg]|キロ|メガ|ギガ)?(?:[Bb]ytes?|BYTES?|バイト))|(?<=[0-9０-９]{3}\s?)[BＢ])(?![A-Za-zＡ-Ｚａ-ｚ])")]
    public static partial Regex Size();

    private static string WithoutBeginning(string title)
    {
        if (NewMark().Match(title) is { Success: true } mark && mark.Length < title.Length)
            return title[mark.Length..].TrimStart();
        if (title.Length > 0 && Opening.IndexOf(title[0]) is var kind and >= 0 && title.IndexOf(Closing[kind]) is var end and > 0
            && end < title.Length - 1 && IsAboutTheFile(title[1..end]))
            return title[(end + 1)..].TrimStart();
        return title;
    }

    private static string WithoutEnd(string title)
    {
        title = title.TrimEnd(' ', '／', '/', '|', '｜', ':', '：', '、', '，', ',', '・');
        if (NewMarkAtEnd().Match(title) is { Success: true, Index: > 0 } mark)
            return title[..mark.Index].TrimEnd();
        if (title.Length > 0 && Closing.Contains(title[^1]) && title.LastIndexOfAny([.. Opening]) is var start and >= 0
            && title.IndexOfAny([.. Closing], start) == title.Length - 1)
        {
            var inner = title[(start + 1)..^1];
            return IsAboutTheFile(inner) || (title[start] is '（' or '(' && IsDate(inner)) ? title[..start].TrimEnd() : title;
        }

        var cut = title.LastIndexOfAny([.. Divisions]);
        return cut > 0 && IsAboutTheFile(title[(cut + 1)..]) ? title[..cut].TrimEnd() : title;
    }

    /// <summary>True when words say something of a file, its format, its size or its window, and nothing else.</summary>
    private static bool IsAboutTheFile(string words)
    {
        var folded = FileFormats.Fold(words);
        var rest = FileFormats.Without(FileName().Replace(Window().Replace(Size().Replace(folded, " "), " "), " "));
        rest = OtherFile().Replace(rest, " ");
        return rest != folded && Filling().Replace(rest, "").Length == 0;
    }

    private static bool IsDate(string words)
    {
        var folded = FileFormats.Fold(words);
        return DateWords.Day().Match(folded) is { Success: true } date
            && (date.Groups["day"].Success || DateWords.About().IsMatch(folded))
            && DateFilling().Replace(folded.Remove(date.Index, date.Length), "").Length == 0;
    }

    private static bool IsNoName(string title) => IsAboutTheFile(title) || Button().IsMatch(title);

    [GeneratedRegex(@"^(?:[(（][0-9０-９]{1,3}[)）]|[0-9０-９]{1,3}[.．)）](?![0-9０-９])|[①-⑳])\s*")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[\[［【(（]?(?:NEW|New|new|ＮＥＷ|新着|新規)[!！]*(?:[\]］】)）]\s*|[!！]\s*|\s+)")]
    private static partial Regex NewMark();

    [GeneratedRegex(@"(?:\s+|[\[［【(（])(?:NEW|New|new|ＮＥＷ|新着)[!！]*[\]］】)）]?$")]
    private static partial Regex NewMarkAtEnd();

    [GeneratedRegex(@"(?:別|新しい|新規|他の)の?(?:ウィンドウ|ウインドウ|タブ|画面|サイト)(?:で|に|が|を)?(?:開きます|開く|表示します|表示|リンク|移動します|移動)?|外部(?:サイト|リンク)(?:(?:へ|に|を|の)?(?:リンク|移動|接続)?(?:します|開きます)?)?")]
    private static partial Regex Window();

    [GeneratedRegex(@"(?:ファイル名[:\s]*)?[A-Z0-9_%.~-]+\.(?:CSV|TSV|XLS[XMB]?|JSON|GEOJSON|KML|KMZ|SHP|ZIP|PDF|TXT|XML|DOCX?|PPTX?|RDF|TTL|ODS|GPKG|GML)(?![A-Z0-9])")]
    private static partial Regex FileName();

    [GeneratedRegex("その他の?(?:ファイル|形式)?")]
    private static partial Regex OtherFile();

    [GeneratedRegex(@"形式|ファイル|データ|ブック|版|等|約|サイズ|容量|ダウンロード|クリックすると|開きます|開く|します|する|[でがをにのへ]|[\s:/・,、。.|~〜\[\]()（）［］-]")]
    private static partial Regex Filling();

    [GeneratedRegex(@"最終|更新|改訂|改定|作成|公開|登録|掲載|発行|現在|時点|年月|日時|[日付のは]|[月火水木金土]曜日?|\([月火水木金土日]\)|[\s:・]")]
    private static partial Regex DateFilling();

    [GeneratedRegex(@"^(?:(?:ファイル|データ)?(?:を|の)?(?:ダウンロード|DOWNLOAD|download|Download|ＤＯＷＮＬＯＡＤ)(?:する|はこちら)?|こちら|開く|表示|ファイル|データ)$")]
    private static partial Regex Button();
}
