using System.Globalization;
using CsCheck;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping.Normalisers;

public sealed class JapaneseDateTests
{
    [Theory]
    [InlineData("令和5年4月1日", "2023-04-01")]
    [InlineData("令和５年４月１日", "2023-04-01")]
    [InlineData("令和 5 年 4 月 1 日", "2023-04-01")]
    [InlineData("令和元年5月1日", "2019-05-01")]
    [InlineData("2025年（令和7年）3月31日現在", "2025-03-31")]
    [InlineData("令和7年（2025年）3月31日", "2025-03-31")]
    [InlineData("令和7(2025)年3月31日", "2025-03-31")]
    [InlineData("R5.4.1", "2023-04-01")]
    [InlineData("Ｒ５．４．１", "2023-04-01")]
    [InlineData("R05.04.01", "2023-04-01")]
    [InlineData("r5/4/1", "2023-04-01")]
    [InlineData("R5-4-1", "2023-04-01")]
    [InlineData("R5.3.31", "2023-03-31")]
    [InlineData("H31.4.1", "2019-04-01")]
    [InlineData("昭32. 7. 1", "1957-07-01")]
    [InlineData("平29. 7. 1", "2017-07-01")]
    [InlineData("令4. 10. 5", "2022-10-05")]
    [InlineData("㋿5年4月1日", "2023-04-01")]
    [InlineData("㍻30年1月2日", "2018-01-02")]
    [InlineData("2023/4/1", "2023-04-01")]
    [InlineData("2023.4.1", "2023-04-01")]
    [InlineData("2023-4-1", "2023-04-01")]
    [InlineData("2023-04-01", "2023-04-01")]
    [InlineData("20230401", "2023-04-01")]
    [InlineData("2023年4月1日（土）", "2023-04-01")]
    [InlineData("2023年4月1日(土曜日)", "2023-04-01")]
    [InlineData("2023年4月1日土曜日", "2023-04-01")]
    [InlineData("2023年5月3日（水・祝）", "2023-05-03")]
    [InlineData("二〇二三年四月一日", "2023-04-01")]
    [InlineData("令和五年四月一日", "2023-04-01")]
    [InlineData("令和五年十二月三十一日", "2023-12-31")]
    [InlineData("昭和六十四年一月七日", "1989-01-07")]
    [InlineData("令和6年10月分", "2024-10")]
    [InlineData("令和6年10月", "2024-10")]
    [InlineData("R8.03", "2026-03")]
    [InlineData("2023年4月", "2023-04")]
    [InlineData("2023-04", "2023-04")]
    [InlineData("2023.4", "2023-04")]
    [InlineData("202304", "2023-04")]
    [InlineData("令和5年", "2023")]
    [InlineData("H30年", "2018")]
    [InlineData("2024年", "2024")]
    [InlineData("2024", "2024")]
    [InlineData("令和6年1月1日現在", "2024-01-01")]
    [InlineData("令和5年4月末", "2023-04-30")]
    [InlineData("令和5年2月末日", "2023-02-28")]
    [InlineData("令和5年3月31日まで", "2023-03-31")]
    [InlineData("令和5年度末", "2024-03-31")]
    [InlineData("令和5年度当初", "2023-04-01")]
    [InlineData("2023-04-01T09:00:00", "2023-04-01T09:00:00+09:00")]
    [InlineData("2023-04-01T09:00:00Z", "2023-04-01T09:00:00Z")]
    [InlineData("2023-04-01T09:00:00.123+0000", "2023-04-01T09:00:00.123+00:00")]
    [InlineData("2023-04-01 09:05:00+09", "2023-04-01T09:05:00+09:00")]
    [InlineData("2012-05-10T21:04", "2012-05-10T21:04+09:00")]
    [InlineData("2023/4/1 9:00", "2023-04-01T09:00+09:00")]
    [InlineData("2024/4/1 9:05", "2024-04-01T09:05+09:00")]
    [InlineData("2023年4月1日 午前9時", "2023-04-01T09:00+09:00")]
    [InlineData("2023年4月1日 午後1時30分", "2023-04-01T13:30+09:00")]
    [InlineData("2023年4月1日 9時00分", "2023-04-01T09:00+09:00")]
    [InlineData("2023年4月1日 24時", "2023-04-02T00:00+09:00")]
    [InlineData("2023-12-31T24:00:00Z", "2024-01-01T00:00:00Z")]
    [InlineData("2024年4月1日（令和6年4月1日）", "2024-04-01")]
    [InlineData("令和6年4月1日（2024年4月1日）", "2024-04-01")]
    [InlineData("令和６年４月１日（2024.4.1）現在", "2024-04-01")]
    [InlineData("更新日：2024年4月1日（令和6年4月1日）", "2024-04-01")]
    [InlineData("2024年4月（令和6年4月）", "2024-04")]
    [InlineData("2024-04-01 (令和6年4月1日)", "2024-04-01")]
    [InlineData("更新日：2023年4月1日", "2023-04-01")]
    [InlineData("最終更新日 2023年4月1日", "2023-04-01")]
    [InlineData("掲載日：令和5年4月1日", "2023-04-01")]
    [InlineData("公開日:2023.4.1", "2023-04-01")]
    [InlineData("登録日 2023/04/01", "2023-04-01")]
    [InlineData("[2023年4月1日]", "2023-04-01")]
    [InlineData("Sat, 01 Apr 2023 09:05:00 GMT", "2023-04-01T09:05:00Z")]
    [InlineData("Sat, 01 Apr 2023 09:05:00 +0900", "2023-04-01T09:05:00+09:00")]
    [InlineData("April 1, 2023", "2023-04-01")]
    [InlineData("1 Apr 2023", "2023-04-01")]
    [InlineData("1680307500000", "2023-04-01T00:05:00Z")]
    [InlineData("2024-01-01Z", "2024-01-01")]
    [InlineData("平成32年度末", "2021-03-31")]
    [InlineData("平成31年4月30日", "2019-04-30")]
    [InlineData("昭和64年1月7日", "1989-01-07")]
    [InlineData("大正15年12月25日", "1926-12-25")]
    [InlineData("明治45年7月30日", "1912-07-30")]
    [InlineData("20240401090500", "2024-04-01T09:05:00+09:00")]
    [InlineData("202404010905", "2024-04-01T09:05+09:00")]
    [InlineData("2024-02-29", "2024-02-29")]
    public void Read_ASpellingInUse_IsIsoInItsOwnPrecision(string text, string expected) => Assert.Equal(expected, JapaneseDate.Read(text).Value);

    [Theory]
    [InlineData("令和6年2月30日", "invalid-date")]
    [InlineData("2023-02-30", "invalid-date")]
    [InlineData("平成99年", "invalid-date")]
    [InlineData("令和0年", "invalid-date")]
    [InlineData("2023年13月", "invalid-date")]
    [InlineData("2023年2月30日", "invalid-date")]
    [InlineData("20230230", "invalid-date")]
    [InlineData("2023/4/1 25:00", "invalid-date")]
    [InlineData("毎年1月1日", "vague-date")]
    [InlineData("4月頃", "vague-date")]
    [InlineData("令和5年春", "vague-date")]
    [InlineData("令和5年4月上旬", "vague-date")]
    [InlineData("令和5年4月頃", "vague-date")]
    [InlineData("第3表", "unreadable-date")]
    [InlineData("Q7", "unreadable-date")]
    [InlineData("3年に1回", "vague-date")]
    [InlineData("1-2-3", "unreadable-date")]
    [InlineData("4/1/2024", "unreadable-date")]
    [InlineData("", "unreadable-date")]
    [InlineData("未定", "unreadable-date")]
    [InlineData("R5", "unreadable-date")]
    [InlineData("0001-01-01", "invalid-date")]
    [InlineData("令和5年（2022年）4月1日", "invalid-date")]
    [InlineData("2024年4月1日（令和5年4月1日）", "invalid-date")]
    [InlineData("2024年4月1日（令和6年4月2日）", "invalid-date")]
    [InlineData("45017", "unreadable-date")]
    [InlineData("1711929600", "unreadable-date")]
    [InlineData("2024-W14", "unreadable-date")]
    public void Read_NoDate_HasAReasonAndNoValue(string text, string code)
    {
        var reading = JapaneseDate.Read(text);
        Assert.Null(reading.Value);
        Assert.False(reading.IsPeriod);
        Assert.Equal(code, reading.Code);
        Assert.NotNull(reading.Detail);
    }

    [Theory]
    [InlineData("令和4年度", "2022-04-01", "2023-03-31")]
    [InlineData("R4年度", "2022-04-01", "2023-03-31")]
    [InlineData("2022年度", "2022-04-01", "2023-03-31")]
    [InlineData("令和元年度", "2019-04-01", "2020-03-31")]
    [InlineData("平成31年度", "2019-04-01", "2020-03-31")]
    [InlineData("平成32年度", "2020-04-01", "2021-03-31")]
    [InlineData("令和5年度上半期", "2023-04-01", "2023-09-30")]
    [InlineData("令和5年度下半期", "2023-10-01", "2024-03-31")]
    [InlineData("令和5年度第1四半期", "2023-04-01", "2023-06-30")]
    [InlineData("令和5年度第4四半期", "2024-01-01", "2024-03-31")]
    public void Read_AFiscalYear_IsAPeriodAndNoDate(string text, string first, string last)
    {
        var reading = JapaneseDate.Read(text);
        Assert.True(reading.IsPeriod);
        Assert.Equal((first, last), (reading.First!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), reading.Last!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("平成32年3月31日", "2020-03-31")]
    [InlineData("平成31年5月1日", "2019-05-01")]
    [InlineData("令和元年4月1日", "2019-04-01")]
    public void Read_AYearOutsideItsEra_IsReadAndNoted(string text, string expected)
    {
        var reading = JapaneseDate.Read(text);
        Assert.Equal((expected, "era-ended", Severity.Info), (reading.Value, reading.Code, reading.Severity));
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("2100年1月1日")]
    public void Read_APlaceholderYear_IsKeptWithAWarning(string text)
    {
        var reading = JapaneseDate.Read(text);
        Assert.NotNull(reading.Value);
        Assert.Equal(("future-date", Severity.Warning), (reading.Code, reading.Severity));
    }

    [Theory]
    [InlineData("1970-01-01")]
    [InlineData("1970-01-01T00:00:00")]
    [InlineData("1900-01-01")]
    [InlineData("1899-12-30T00:00:00Z")]
    public void Read_AnEpoch_IsKeptWithAWarning(string text)
    {
        var reading = JapaneseDate.Read(text);
        Assert.StartsWith(text, reading.Value, StringComparison.Ordinal);
        Assert.Equal(("placeholder-date", Severity.Warning), (reading.Code, reading.Severity));
    }

    [Fact]
    public void Read_AMonthOrYearOfAnEpoch_IsNoPlaceholder() => Assert.Equal((null, null), (JapaneseDate.Read("1970-01").Code, JapaneseDate.Read("1900年").Code));

    [Theory]
    [InlineData("45017", "2023-04-01")]
    [InlineData("44698", "2022-05-17")]
    [InlineData("４５０１７", "2023-04-01")]
    public void Read_ADayNumberInAColumnOfDates_IsItsDate(string text, string expected)
    {
        var reading = JapaneseDate.Read(text, serials: true);
        Assert.Equal((expected, "spreadsheet-date", Severity.Info), (reading.Value, reading.Code, reading.Severity));
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("99999")]
    public void Read_FiveDigitsOutsideTheDays_AreNoDate(string text) => Assert.Null(JapaneseDate.Read(text, serials: true).Value);

    [Fact]
    public void Read_ASystemStampWithoutZone_IsUtc() =>
        Assert.Equal("2025-06-18T15:00:00.123456Z", JapaneseDate.Read("2025-06-18T15:00:00.123456", DateZone.System).Value);

    [Fact]
    public void Read_AnyDayInAnyEraSpelling_ComesBack() =>
        Gen.Select(Gen.Int[0, 364 * 7], Gen.Int[0, 6]).Sample((days, form) =>
        {
            var day = new DateOnly(2019, 5, 1).AddDays(days);
            var n = day.Year - 2018;
            var text = form switch
            {
                0 => $"令和{(n == 1 ? "元" : n)}年{day.Month}月{day.Day}日",
                1 => $"R{n}.{day.Month}.{day.Day}",
                2 => $"{day.Year}/{day.Month}/{day.Day}",
                3 => $"{day:yyyyMMdd}",
                4 => $"㋿{n}年 {day.Month:D2}月 {day.Day:D2}日現在",
                5 => $"更新日：{day.Year}年（令和{n}年）{day.Month}月{day.Day}日",
                _ => $"{day:yyyy-MM-dd}",
            };
            Assert.Equal(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), JapaneseDate.Read(text).Value);
        });

    [Fact]
    public void Read_AnyText_NeverThrowsAndGivesAValueOrAReason() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.OneOf("令和昭平元年度月日時分0123456789９一二十〇./-:() 末頃TZ+RHS".ToCharArray()), 0, 24]).Sample(text =>
        {
            var reading = JapaneseDate.Read(text);
            Assert.True(reading.Value is not null || reading.IsPeriod || (reading.Code is not null && reading.Detail is not null));
            if (reading.Value is not null)
                Assert.Equal(reading.Value, JapaneseDate.Read(reading.Value).Value);
            JapanesePeriod.Read(text);
        }, iter: 20_000);

    [Theory]
    [InlineData("平成30年度から令和5年度まで", "2018-04-01", "2024-03-31")]
    [InlineData("H30～R5年度", "2018-04-01", "2024-03-31")]
    [InlineData("2018～2023年度", "2018-04-01", "2024-03-31")]
    [InlineData("令和4年度", "2022-04-01", "2023-03-31")]
    [InlineData("令和6年10月分", "2024-10-01", "2024-10-31")]
    [InlineData("令和5年4月1日～9月30日", "2023-04-01", "2023-09-30")]
    [InlineData("2020-01-01/2020-12-31", "2020-01-01", "2020-12-31")]
    [InlineData("2020-01-01/", "2020-01-01", null)]
    [InlineData("令和5年4月～令和6年3月", "2023-04-01", "2024-03-31")]
    [InlineData("2024", "2024-01-01", "2024-12-31")]
    public void Period_ASpellingInUse_HasBothEnds(string text, string start, string? end) =>
        Assert.Equal(new PeriodOfTime(start, end), JapanesePeriod.Read(text).Period);

    [Fact]
    public void Period_AnyText_NeverThrowsIsInOrderAndIsTheSameInFullWidth() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.OneOf("令和平成元年度月日0123456789～〜から/-まで. ".ToCharArray()), 0, 24]).Sample(text =>
        {
            var (period, code, detail) = JapanesePeriod.Read(text);
            Assert.True(period is not null ? code is null : code is not null && detail is not null);
            Assert.Equal(period, JapanesePeriod.Read(VocabularyText.Wide(text)).Period);
            if (period is { Start: { } start, End: { } end })
            {
                Assert.True(string.CompareOrdinal(start, end) <= 0, $"{start} {end}");
                Assert.Equal(period, JapanesePeriod.Read($"{start}/{end}").Period);
            }
        }, iter: 5_000);

    [Theory]
    [InlineData("令和6年4月1日～令和5年3月31日", "invalid-period")]
    [InlineData("全期間", "unreadable-period")]
    public void Period_NoPeriod_HasAReason(string text, string code) => Assert.Equal((null, code), (JapanesePeriod.Read(text).Period, JapanesePeriod.Read(text).Code));
}
