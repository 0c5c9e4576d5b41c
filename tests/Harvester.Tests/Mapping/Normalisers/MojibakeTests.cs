using System.Text;
using System.Text.Json;
using CsCheck;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping.Normalisers;

public sealed class MojibakeTests
{
    static MojibakeTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("â€œ港区â€\u009d")]
    [InlineData("æ–‡å­—åŒ–ã‘")]
    [InlineData("ç¾…")]
    [InlineData("CafÃ© MÃ¼nchen")]
    [InlineData("ï»¿名称")]
    [InlineData("ƒf[ƒ^")]
    [InlineData("繝・・繧ｿ")]
    [InlineData("縺薙ｓ縺ｫ縺｡縺ｯ")]
    [InlineData("港\uFFFD区")]
    public void IsLikely_MangledText_IsTold(string text) => Assert.True(Mojibake.IsLikely(text));

    [Theory]
    [InlineData("港区の住宅宿泊事業届出情報一覧（2025年（令和7年）3月31日現在）")]
    [InlineData("ﾄｲﾚ一覧 縺れた糸")]
    [InlineData("Ação, São João, AÇÃO, “AMANHÃ”, Âge d’or, âme, forêt, naïve, façade, « café », “café”…, l’été…")]
    [InlineData("Straße „Spaß“, ‚Übung‘ und ‚Ärger‘, Größe – Ö”, Å, Ærø, Łódź, Čeština, ñandú, ¿qué?, È™")]
    [InlineData("f(x) = ƒ(x) + ƒ'(x), ƒ 100")]
    [InlineData("Đà Nẵng, Hồ Chí Minh, ê ế, â ấ")]
    [InlineData("©2024 ®™ …“”‘’–—€")]
    [InlineData("")]
    public void IsLikely_OrdinaryText_IsNot(string text) => Assert.False(Mojibake.IsLikely(text));

    [Theory]
    [InlineData("文字化けのデータ一覧", 65001, 1252)]
    [InlineData("文字化けのデータ一覧", 65001, 28591)]
    [InlineData("文字化けのデータ一覧", 65001, 932)]
    [InlineData("オープンデータ一覧", 932, 1252)]
    [InlineData("公共施設の一覧です。これはひらがなのみ", 932, 1252)]
    public void IsLikely_TextReadInTheWrongEncoding_IsTold(string text, int written, int read) =>
        Assert.True(Mojibake.IsLikely(Encoding.GetEncoding(read).GetString(Encoding.GetEncoding(written).GetBytes(text))));

    [Fact]
    public void IsLikely_LettersOfEuropeWithoutSymbols_NeverAre() =>
        Gen.String[Gen.OneOf("abcdeghxyz ABCDEÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿŁłŒœ".ToCharArray()), 0, 40]
            .Where(text => !text.Any(c => c is 'Œ' or 'œ')).Sample(text => Assert.False(Mojibake.IsLikely(text), text), iter: 20_000);

    [Fact]
    public void IsLikely_EveryTextOfTheRealRecords_IsNot()
    {
        var texts = new List<string>(File.ReadAllLines(MappingFixture.Shared("real/tokyo-catalogue/sample.csv")));
        foreach (var file in Directory.EnumerateFiles(MappingFixture.Shared("real"), "*.json", SearchOption.AllDirectories))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            Collect(document.RootElement, texts);
        }

        foreach (var pattern in (string[])["*.rdf", "*.ttl", "*.jsonld"])
            texts.AddRange(Directory.EnumerateFiles(MappingFixture.Shared("real"), pattern, SearchOption.AllDirectories).SelectMany(File.ReadAllLines));
        Assert.True(texts.Count > 500);
        Assert.DoesNotContain(texts, Mojibake.IsLikely);
    }

    [Fact]
    public void Map_AMangledText_IsToldAndKept()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"ƒf[ƒ^","organization":{"name":"t131032"},"license_id":"CC0"}""");
        Assert.Equal("ƒf[ƒ^", dataset.Title.Values.Single());
        Assert.Contains(dataset.Problems, problem => problem is { Code: "mojibake", Severity: Severity.Warning, Field: "title", Value: "ƒf[ƒ^" });
    }

    private static void Collect(JsonElement element, List<string> into)
    {
        if (element.ValueKind == JsonValueKind.String)
            into.Add(element.GetString()!);
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, into);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
                Collect(member.Value, into);
        }
    }
}
