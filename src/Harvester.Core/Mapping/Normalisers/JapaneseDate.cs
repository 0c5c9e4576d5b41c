using System.Globalization;
using System.Text.RegularExpressions;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// Dates as Japanese publishers write them: ISO 8601 in any precision, eras (令和元年5月1日, R5.3.31, ㋿5年), full width, kanji digits,
/// weekdays, 「2025年（令和7年）3月31日現在」, 「更新日：…」, English and RFC 1123 dates, milliseconds since 1970. Reads what a text says and
/// nothing more: vague, impossible and unknown texts get a reason instead of a value.
/// </summary>
public static partial class JapaneseDate
{
    private const int Longest = 120;

    private static readonly string[] EnglishForms =
    [
        "ddd, d MMM yyyy HH:mm:ss 'GMT'", "ddd, d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss 'GMT'",
    ];

    private static readonly string[] EnglishDays =
        ["d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d-MMM-yyyy", "MMM d yyyy", "MMMM d yyyy", "ddd, d MMM yyyy"];

    /// <param name="text">The text as the source has it.</param>
    /// <param name="zone">How a time of day without a zone is read.</param>
    /// <param name="serials">True where five digits may be a spreadsheet's day number: in a column of dates, not in free text.</param>
    public static DateReading Read(string text, DateZone zone = DateZone.Publisher, bool serials = false)
    {
        if (IsoDate.Read(text, zone) is { } iso)
            return iso.Judged();
        if (text.Length > Longest)
            return Unreadable();
        var plain = Plain(text);
        return (IsoDate.Read(plain, zone) ?? Digits(plain, serials) ?? Twice(plain, zone) ?? Worded(plain, zone) ?? English(plain) ?? Drupal(plain) ?? Unreadable()).Judged();
    }

    private static DateReading Unreadable() => DateReading.Fault("unreadable-date", "The text does not read as a date; the field is left empty.");

    private static DateReading Impossible() => DateReading.Fault("invalid-date", "There is no such date; the field is left empty.");

    private static string Plain(string text)
    {
        var plain = KanjiDigits().Replace(Nfkc.Of(text).Trim(), run => KanjiNumber.Of(run.Value));
        plain = Label().Replace(plain, "", 1).Trim();
        return Enclosed().Match(plain) is { Success: true } enclosed ? enclosed.Groups[1].Value.Trim() : plain;
    }

    private static DateReading? Digits(string text, bool serials)
    {
        if (text.Length is not (4 or 5 or 6 or 8 or 12 or 13 or 14) || !text.All(char.IsAsciiDigit))
            return null;
        int Part(int at, int length) => int.Parse(text.AsSpan(at, length), CultureInfo.InvariantCulture);
        switch (text.Length)
        {
            case 4:
                return Part(0, 4) is >= 1800 and <= 9999 and var year ? DateReading.Year(year) : null;
            case 5:
                // A day number of the 1900 system, as spreadsheets leave in CSV; 1980 to 2064 only, lest any number pass.
                return serials && Part(0, 5) is >= 29221 and <= 60000 and var serial
                    ? DateReading.Day(new DateOnly(1899, 12, 30).AddDays(serial)) with
                    {
                        Code = "spreadsheet-date",
                        Severity = Severity.Info,
                        Detail = "A spreadsheet's day number was read as the date it stands for.",
                    }
                    : null;
            case 6:
                return Part(0, 4) is >= 1800 and <= 2200 and var y && Part(4, 2) is >= 1 and <= 12 and var m ? DateReading.Month(y, m) : Impossible();
            case 13:
                var instant = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture));
                var form = instant.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ";
                var day = DateOnly.FromDateTime(instant.UtcDateTime);
                return new DateReading { Value = instant.ToString(form, CultureInfo.InvariantCulture), First = day, Last = day };
            default:
                if (!IsoDate.IsDay(Part(0, 4), Part(4, 2), Part(6, 2)))
                    return Impossible();
                var date = new DateOnly(Part(0, 4), Part(4, 2), Part(6, 2));
                if (text.Length == 8)
                    return DateReading.Day(date);
                var second = text.Length == 14 ? $":{Part(12, 2):D2}" : "";
                return IsoDate.Time(date, $"{Part(8, 2):D2}:{Part(10, 2):D2}{second}", DateZone.Publisher) ?? Impossible();
        }
    }

    /// <summary>One date in two calendars, 2024年4月1日（令和6年4月1日）: read when both say the same. A year alone in brackets is <see cref="OtherCalendar"/>.</summary>
    private static DateReading? Twice(string text, DateZone zone)
    {
        if (!text.Contains('(', StringComparison.Ordinal) || SecondDate().Match(text) is not { Success: true } match)
            return null;
        DateReading? One(string part) => IsoDate.Read(part, zone) ?? Worded(part, zone);
        var (first, second) = (One(match.Groups["first"].Value + match.Groups["rest"].Value), One(match.Groups["second"].Value.Trim()));
        if (first?.Value is not { Length: >= 7 } stated || second?.Value is not { Length: >= 7 } again || stated.Length != again.Length)
            return null;
        return stated == again ? first : DateReading.Fault("invalid-date", "The text names two different dates; the field is left empty.");
    }

    private static DateReading? Worded(string text, DateZone zone)
    {
        if (Recurring().IsMatch(text))
            return DateReading.Fault("vague-date", "The text names a recurring or approximate time; the field is left empty.");
        var other = OtherCalendar().Match(text);
        if (other.Success)
            text = text.Remove(other.Index, other.Length);
        var match = Whole().Match(text);
        if (!match.Success)
            return null;
        var era = match.Groups["era"] is { Success: true } name ? JapaneseEra.Of(name.Value) : null;
        if (YearOf(match, era) is not { } year || year is < 1 or > 9999)
            return Impossible();
        if (other.Success && YearOf(other, other.Groups["era"] is { Success: true } second ? JapaneseEra.Of(second.Value) : null) != year)
            return DateReading.Fault("invalid-date", "The two calendars of the text name different years; the field is left empty.");
        if (match.Groups["vague"].Success)
            return DateReading.Fault("vague-date", "The text names an approximate time; the field is left empty.");
        if (Covered(match, year, zone) is not { } reading)
            return Impossible();
        return era is not null && reading.First is { } first && era.IsOutside(first, reading.Last!.Value)
            ? reading with { Code = "era-ended", Severity = Severity.Info, Detail = $"The date lies outside the era {era.Kanji}; it was read by counting on." }
            : reading;
    }

    private static int? YearOf(Match match, JapaneseEra? era)
    {
        if (era is null)
            return int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        var n = match.Groups["n"].Value;
        return era.YearOf(n == "元" ? 1 : int.Parse(n, CultureInfo.InvariantCulture));
    }

    private static DateReading? Covered(Match match, int year, DateZone zone)
    {
        if (match.Groups["fiscal"].Success)
            return FiscalYear.Part(year, match.Groups["part"].Value);
        if (!match.Groups["month"].Success)
            return DateReading.Year(year);
        var month = int.Parse(match.Groups["month"].ValueSpan, CultureInfo.InvariantCulture);
        if (month is < 1 or > 12)
            return null;
        if (match.Groups["end"].Success)
            return DateReading.Day(new DateOnly(year, month, DateTime.DaysInMonth(year, month)));
        if (!match.Groups["day"].Success)
            return DateReading.Month(year, month);
        var day = int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture);
        if (!IsoDate.IsDay(year, month, day))
            return null;
        var date = new DateOnly(year, month, day);
        return match.Groups["hour"].Success ? TimeOf(match, date, zone) : DateReading.Day(date);
    }

    private static DateReading? TimeOf(Match match, DateOnly date, DateZone zone)
    {
        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var hour = Number("hour");
        if (match.Groups["half"].Value.ToUpperInvariant() is "午後" or "PM" && hour < 12)
            hour += 12;
        var minute = match.Groups["halfpast"].Success ? 30 : Number("minute");
        var second = match.Groups["second"].Success ? $":{Number("second"):D2}" : "";
        var offset = match.Groups["zone"].Value is "JST" ? "+09:00" : match.Groups["zone"].Value;
        return IsoDate.Time(date, $"{hour:D2}:{minute:D2}{second}{offset}", zone);
    }

    private static DateReading? English(string text)
    {
        if (DateTimeOffset.TryParseExact(text, EnglishForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var instant))
        {
            var form = instant.Offset == TimeSpan.Zero ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:sszzz";
            var day = DateOnly.FromDateTime(instant.DateTime);
            return new DateReading { Value = instant.ToString(form, CultureInfo.InvariantCulture), First = day, Last = day };
        }

        return DateOnly.TryParseExact(text, EnglishDays, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date)
            ? DateReading.Day(date)
            : null;
    }

    /// <summary>
    /// DKAN's <c>Tue, 05/04/2021 - 13:20</c>, with other text before or after it (Drupal 7's medium date). Sites put month or day first; the
    /// weekday tells which, and where it allows both nothing does. Drupal shows the clock of its site, even where CKAN would stamp UTC.
    /// </summary>
    private static DateReading? Drupal(string text)
    {
        if (DrupalDate().Match(text) is not { Success: true } match)
            return null;
        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        var (year, a, b) = (Number("year"), Number("a"), Number("b"));
        DateOnly[] days =
        [
            .. new[] { (Month: a, Day: b), (Month: b, Day: a) }.Distinct().Where(day => IsoDate.IsDay(year, day.Month, day.Day))
                .Select(day => new DateOnly(year, day.Month, day.Day)).Where(day => day.ToString("ddd", CultureInfo.InvariantCulture) == match.Groups["weekday"].Value),
        ];
        return days.Length switch
        {
            1 => IsoDate.Time(days[0], match.Groups["time"].Value, DateZone.Publisher) ?? Impossible(),
            0 => Impossible(),
            _ => DateReading.Fault("vague-date", "The text does not say which number is the month, and its weekday fits both; the field is left empty."),
        };
    }

    private const string YearPattern = @"(?:(?<era>" + JapaneseEra.Names + @")\.?\s*(?<n>元|\d{1,2})|(?<year>\d{4}))";
    private const string Weekday = @"(?:\s*(?:\(\s*[月火水木金土日](?:曜日?)?(?:[・,、]?\s*祝日?)?\s*\)|[月火水木金土日]曜日?))?";
    private const string Clock = @"(?:[\sT]*(?<half>午前|午後|[AP]M)?\s*(?<hour>\d{1,2})\s*(?::\s*(?<minute>\d{1,2})(?::(?<second>\d{1,2}))?|時(?:(?<halfpast>半)|\s*(?<minute>\d{1,2})\s*分(?:\s*(?<second>\d{1,2})\s*秒)?)?)\s*(?<half>[AP]M)?\s*(?<zone>JST|Z|[+-]\d\d:?\d\d)?)?";
    private const string Vague = @"(?<vague>頃|ごろ|ころ|初旬|上旬|中旬|下旬|春|夏|秋|冬|以前|以降|前後|予定)";
    private const string Closing = @"\s*(?:" + Vague + @"[^\d]*|(?:の?(?:現在|時点|情報|データ)|更新|公開|掲載|作成|改[訂定正]|発行|発表|登録|付け?|まで|版)?\s*\)?)$";

    [GeneratedRegex("^" + YearPattern + @"\s*(?:"
        + @"年?(?<fiscal>度)\s*(?<part>末|当初|上半期|下半期|第?[1-4]四半期)?"
        + @"|(?:年|[./-])\s*(?<month>\d{1,2})\s*(?:(?:月|[./-])\s*(?:(?<end>末日?)|(?<day>\d{1,2})\s*日?" + Weekday + Clock + @")|月(?:分|度|号)?)?"
        + @"|年(?:中|分)?|(?<=^\d{4}))" + Closing, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?<first>[^()]*\d[^()]*[^\s()])\s*\((?<second>[^()]*\d[^()]*)\)(?<rest>[^()\d]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex SecondDate();

    [GeneratedRegex(@"\b(?<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<a>\d\d)/(?<b>\d\d)/(?<year>\d{4}) - (?<time>\d\d:\d\d)\b", RegexOptions.CultureInvariant)]
    private static partial Regex DrupalDate();

    [GeneratedRegex(@"\(\s*" + YearPattern + @"\s*年?(?:度)?\s*\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherCalendar();

    [GeneratedRegex(@"毎年|毎月|毎週|毎日|ごと|に1回|^\d{1,2}月(?:\d{1,2}日)?(?:頃|ごろ|上旬|中旬|下旬|末)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Recurring();

    [GeneratedRegex(@"^[\[(【「]?\s*(?:(?:ページ|情報|データ)の?)?(?:最終)?(?:更新|掲載|公開|登録|作成|発行|発表|改訂|改定|施行|調査)(?:年月)?(?:日時?)?\s*[\])】」]?\s*[::]?\s*(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[\[(【「]([^\])】」]+)[\])】」]$", RegexOptions.CultureInvariant)]
    private static partial Regex Enclosed();

    [GeneratedRegex(@"[〇零一二三四五六七八九十]{1,6}(?=\s*[年月日時分秒])", RegexOptions.CultureInvariant)]
    private static partial Regex KanjiDigits();
}
