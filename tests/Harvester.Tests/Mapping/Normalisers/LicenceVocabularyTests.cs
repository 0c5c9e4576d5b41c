using CsCheck;
using Harvester.Core.Mapping.Normalisers;
using Xunit;

namespace Harvester.Tests.Mapping.Normalisers;

public sealed class LicenceVocabularyTests
{
    private static LicenceVocabulary Vocabulary => MappingFixture.Rules.Licences;

    [Theory]
    [InlineData("CC-BY-4.0", "CC-BY-4.0")]
    [InlineData("cc-by-40-intl", "CC-BY-4.0")]
    [InlineData("クリエイティブ・コモンズ 表示 4.0 国際", "CC-BY-4.0")]
    [InlineData("Creative Commons Attribution 4.0 International", "CC-BY-4.0")]
    [InlineData("cc-by-40", "CC-BY-4.0")]
    [InlineData("CC BY 4.0", "CC-BY-4.0")]
    [InlineData("CC-BY 4.0", "CC-BY-4.0")]
    [InlineData("CC BY４．０", "CC-BY-4.0")]
    [InlineData("クリエイティブ・コモンズ・ライセンス 表示4.0国際", "CC-BY-4.0")]
    [InlineData("クリエイティブ・コモンズ・ライセンス表示4.0国際", "CC-BY-4.0")]
    [InlineData("表示 4.0 国際 (CC BY 4.0)", "CC-BY-4.0")]
    [InlineData("東京都オープンデータ利用規約", "CC-BY-4.0")]
    [InlineData("○○区オープンデータ利用規約に定める CC BY 4.0", "CC-BY-4.0")]
    [InlineData("クリエイティブ・コモンズ 表示（CC BY）", "LicenseRef-CC-BY")]
    [InlineData("クリエイティブ・コモンズ 表示", "LicenseRef-CC-BY")]
    [InlineData("cc-by", "LicenseRef-CC-BY")]
    [InlineData("CC BY", "LicenseRef-CC-BY")]
    [InlineData("CCBY", "LicenseRef-CC-BY")]
    [InlineData("CC　BY", "LicenseRef-CC-BY")]
    [InlineData("Creative Commons Attribution", "LicenseRef-CC-BY")]
    [InlineData("CC BY（表示）", "LicenseRef-CC-BY")]
    [InlineData("cc-by-21-jp", "LicenseRef-CC-BY-2.1-JP")]
    [InlineData("cc-by-21", "LicenseRef-CC-BY-2.1-JP")]
    [InlineData("CC-BY-2.1", "LicenseRef-CC-BY-2.1-JP")]
    [InlineData("CC BY 2.1 JP", "LicenseRef-CC-BY-2.1-JP")]
    [InlineData("クリエイティブ・コモンズ 表示 2.1 日本", "LicenseRef-CC-BY-2.1-JP")]
    [InlineData("クリエイティブ・コモンズ表示2.1日本ライセンス", "LicenseRef-CC-BY-2.1-JP")]
    [InlineData("CC-表示2.1日本", "LicenseRef-CC-BY-2.1-JP")]
    [InlineData("Creative Commons Attribution 2.1 JP", "LicenseRef-CC-BY-2.1-JP")]
    [InlineData("cc-by-sa", "LicenseRef-CC-BY-SA")]
    [InlineData("表示-継承", "LicenseRef-CC-BY-SA")]
    [InlineData("CC BY-SA", "LicenseRef-CC-BY-SA")]
    [InlineData("表示 - 継承 4.0 国際", "CC-BY-SA-4.0")]
    [InlineData("cc-by-nd", "LicenseRef-CC-BY-ND")]
    [InlineData("表示-改変禁止", "LicenseRef-CC-BY-ND")]
    [InlineData("cc-by-nc", "LicenseRef-CC-BY-NC")]
    [InlineData("表示-非営利", "LicenseRef-CC-BY-NC")]
    [InlineData("cc-by-nc-sa", "LicenseRef-CC-BY-NC-SA")]
    [InlineData("表示-非営利-継承", "LicenseRef-CC-BY-NC-SA")]
    [InlineData("cc-by-nc-nd", "LicenseRef-CC-BY-NC-ND")]
    [InlineData("表示-非営利-改変禁止", "LicenseRef-CC-BY-NC-ND")]
    [InlineData("cc-zero", "CC0-1.0")]
    [InlineData("CC0", "CC0-1.0")]
    [InlineData("CC 0", "CC0-1.0")]
    [InlineData("CC0 1.0", "CC0-1.0")]
    [InlineData("パブリック・ドメイン提供", "CC0-1.0")]
    [InlineData("PDL1.0", "LicenseRef-PDL-1.0")]
    [InlineData("PDL 1.0", "LicenseRef-PDL-1.0")]
    [InlineData("公共データ利用規約（第1.0版）", "LicenseRef-PDL-1.0")]
    [InlineData("公共データ利用規約（第1.0版）（PDL1.0）", "LicenseRef-PDL-1.0")]
    [InlineData("公共データ利用規約（PDL1.0）", "LicenseRef-PDL-1.0")]
    [InlineData("公共データ利用規約第1.0版", "LicenseRef-PDL-1.0")]
    [InlineData("政府標準利用規約（第2.0版）", "LicenseRef-GJSTU-2.0")]
    [InlineData("政府標準利用規約（第2.0版）準拠", "LicenseRef-GJSTU-2.0")]
    [InlineData("政府標準利用規約2.0", "LicenseRef-GJSTU-2.0")]
    [InlineData("政府標準利用規約（第２．０版）", "LicenseRef-GJSTU-2.0")]
    [InlineData("政府標準利用規約（第2.0版）/ CC BY 4.0互換", "LicenseRef-GJSTU-2.0")]
    [InlineData("odc-odbl", "ODbL-1.0")]
    [InlineData("ODbL", "ODbL-1.0")]
    [InlineData("Open Database License", "ODbL-1.0")]
    [InlineData("other-open", "LicenseRef-own-terms")]
    [InlineData("その他（オープン）", "LicenseRef-own-terms")]
    [InlineData("Other (Open)", "LicenseRef-own-terms")]
    [InlineData("other-at", "LicenseRef-own-terms")]
    [InlineData("Other (Attribution)", "LicenseRef-own-terms")]
    [InlineData("その他（表示）", "LicenseRef-own-terms")]
    [InlineData("other-nc", "LicenseRef-own-terms-non-commercial")]
    [InlineData("Other (Non-Commercial)", "LicenseRef-own-terms-non-commercial")]
    [InlineData("商用利用不可", "LicenseRef-own-terms-non-commercial")]
    [InlineData("非営利目的に限る", "LicenseRef-own-terms-non-commercial")]
    [InlineData("非商用", "LicenseRef-own-terms-non-commercial")]
    [InlineData("other-closed", "LicenseRef-all-rights-reserved")]
    [InlineData("無断転載禁止", "LicenseRef-all-rights-reserved")]
    [InlineData("無断転載・複製を禁じます", "LicenseRef-all-rights-reserved")]
    [InlineData("All Rights Reserved", "LicenseRef-all-rights-reserved")]
    [InlineData("notspecified", "NOASSERTION")]
    [InlineData("License not specified", "NOASSERTION")]
    [InlineData("ライセンス不明", "NOASSERTION")]
    [InlineData("ライセンスが指定されていません", "NOASSERTION")]
    [InlineData("-", "NOASSERTION")]
    [InlineData("なし", "NOASSERTION")]
    [InlineData("ライセンスは表示", "LicenseRef-own-terms")]
    [InlineData("出典を明記すれば自由に利用可", "LicenseRef-own-terms")]
    [InlineData("出典を記載してください", "LicenseRef-own-terms")]
    [InlineData("港区オープンデータ利用規約", "LicenseRef-own-terms")]
    [InlineData("著作権なし", "LicenseRef-no-copyright")]
    [InlineData("MIT", "MIT")]
    [InlineData("CC-BY-NC-SA-4.0", "CC-BY-NC-SA-4.0")]
    [InlineData("http://creativecommons.org/licenses/by/4.0", "CC-BY-4.0")]
    [InlineData("https://creativecommons.org/licenses/by/4.0/deed.ja", "CC-BY-4.0")]
    [InlineData("https://creativecommons.org/licenses/by/4.0/legalcode.ja", "CC-BY-4.0")]
    [InlineData("https://www.creativecommons.org/licenses/by/4.0/legalcode", "CC-BY-4.0")]
    [InlineData("https://creativecommons.org/licenses/by/2.1/jp/", "LicenseRef-CC-BY-2.1-JP")]
    [InlineData("http://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0")]
    [InlineData("http://publications.europa.eu/resource/authority/licence/CC_BY_4_0", "CC-BY-4.0")]
    [InlineData("http://www.opendefinition.org/licenses/cc-by", "LicenseRef-CC-BY")]
    [InlineData("https://www.digital.go.jp/resources/open_data/public_data_license_v1.0", "LicenseRef-PDL-1.0")]
    [InlineData("http://publications.europa.eu/resource/authority/licence/CC_BYNCND_4_0", "CC-BY-NC-ND-4.0")]
    [InlineData("https://opensource.org/licenses/MIT", "MIT")]
    [InlineData("http://publications.europa.eu/resource/authority/licence/CC_BYNCND_3_0", "CC-BY-NC-ND-3.0")]
    [InlineData("https://creativecommons.org/licenses/by-nc-nd/3.0/", "CC-BY-NC-ND-3.0")]
    [InlineData("https://creativecommons.org/licenses/by-nc-sa/3.0/", "CC-BY-NC-SA-3.0")]
    [InlineData("https://creativecommons.org/licenses/by-nc/3.0/", "CC-BY-NC-3.0")]
    [InlineData("https://creativecommons.org/licenses/by-nd/3.0/", "CC-BY-ND-3.0")]
    [InlineData("https://creativecommons.org/licenses/by-sa/3.0/", "CC-BY-SA-3.0")]
    [InlineData("gjstu-2.0", "LicenseRef-GJSTU-2.0")]
    [InlineData("gjstu-1.0", "LicenseRef-GJSTU-1.0")]
    [InlineData("著作権ライセンスは「表示」です", "LicenseRef-own-terms")]
    [InlineData("著作権ライセンスは「表示」（クリエイティブ・コモンズ）です", "LicenseRef-CC-BY")]
    [InlineData("商用ではありませんが CC BY 4.0", "CC-BY-4.0")]
    [InlineData("CC BY（表示4.0国際）", "CC-BY-4.0")]
    [InlineData("CC-BY（表示）4.0", "CC-BY-4.0")]
    [InlineData("CC BY（表示）2.1 日本", "LicenseRef-CC-BY-2.1-JP")]
    [InlineData("CC BY 4.0 DEED", "CC-BY-4.0")]
    [InlineData("CC表示4.0", "CC-BY-4.0")]
    [InlineData("PDL 1.0準拠", "LicenseRef-PDL-1.0")]
    [InlineData("本データはPDL1.0に従う", "LicenseRef-PDL-1.0")]
    [InlineData("政府標準利用規約", null)]
    [InlineData("https://portal.data.metro.tokyo.lg.jp/terms", null)]
    [InlineData("CC BY（表示）5.0", null)]
    [InlineData("CC BY version 5.0", null)]
    [InlineData("CC BY 4.0（https://creativecommons.org/licenses/by/4.0/）", "CC-BY-4.0")]
    [InlineData("詳しくは https://creativecommons.org/licenses/by/4.0/deed.ja を見てください", "CC-BY-4.0")]
    [InlineData("CC BY 4.0 Copyright 港区 All Rights Reserved", null)]
    [InlineData("CC BY 4.0、Copyright 港区 All Rights Reserved", null)]
    [InlineData("CC BY 4.0ではありません", null)]
    [InlineData("CC BY 4.0 ではない独自の規約", null)]
    [InlineData("CC BY 4.0以外", null)]
    [InlineData("CC BY 4.0を除く", null)]
    [InlineData("CC BY 4.0 International ライセンスではありません", null)]
    public void Read_ASpellingInUse_IsItsLicence(string text, string? expected) => Assert.Equal(expected, Vocabulary.Read(text, null, null).Entry?.Id);

    [Fact]
    public void Read_EachOwnSpellingAddressAndId_IsItself()
    {
        foreach (var entry in Vocabulary.Entries)
        {
            foreach (var word in entry.Spellings.Concat(entry.Within).Append(entry.Id).Concat(entry.Urls.Select(url => "http://" + url)))
                Assert.Equal((word, entry.Id), (word, Vocabulary.Read(word, null, null).Entry?.Id));
            if (entry.Url is not null)
                Assert.Equal(entry, Vocabulary.Read(null, null, entry.Url.TrimEnd('/')).Entry);
        }
    }

    [Theory]
    [InlineData("LicenseRef-GJSTU-1.0", false)]
    [InlineData("CC-BY-4.0", true)]
    [InlineData("LicenseRef-CC-BY-2.1-JP", true)]
    [InlineData("LicenseRef-PDL-1.0", true)]
    [InlineData("LicenseRef-GJSTU-2.0", true)]
    [InlineData("CC0-1.0", true)]
    [InlineData("CC-PDM-1.0", true)]
    [InlineData("ODbL-1.0", true)]
    [InlineData("ODC-By-1.0", true)]
    [InlineData("PDDL-1.0", true)]
    [InlineData("CC-BY-ND-4.0", false)]
    [InlineData("CC-BY-NC-4.0", false)]
    [InlineData("CC-BY-NC-ND-3.0", false)]
    [InlineData("CC-BY-NC-3.0", false)]
    [InlineData("CC-BY-SA-3.0", true)]
    [InlineData("LicenseRef-all-rights-reserved", false)]
    [InlineData("LicenseRef-own-terms", null)]
    [InlineData("NOASSERTION", null)]
    public void Open_ByTheOpenDefinition(string id, bool? open) => Assert.Equal(open, Vocabulary.Find(id)!.Open);

    [Fact]
    public void Read_TheVersionInTheAddressOnly_IsTakenFromThere()
    {
        var reading = Vocabulary.Read("cc-by", "クリエイティブ・コモンズ 表示（CC BY）", "https://creativecommons.org/licenses/by/4.0/deed.ja");
        Assert.Equal("CC-BY-4.0", reading.Entry?.Id);
        Assert.Null(reading.Code);
        Assert.Equal("cc-by | クリエイティブ・コモンズ 表示（CC BY） | https://creativecommons.org/licenses/by/4.0/deed.ja", reading.Original);
    }

    [Theory]
    [InlineData("CC BY 4.0", "CC0 1.0", null)]
    [InlineData("CC BY 4.0 または CC0 1.0", null, null)]
    [InlineData("CC BY 4.0 または ODbL", null, null)]
    [InlineData("CC BY 4.0 又は CC0", null, null)]
    [InlineData("CC BY 4.0（ただし商用利用不可）", null, null)]
    [InlineData("CC BY 4.0 （https://opendatacommons.org/licenses/odbl/1-0/）", null, null)]
    [InlineData("cc-by", null, "https://creativecommons.org/licenses/by-nc/4.0/")]
    public void Read_TwoLicences_NamesNeither(string id, string? title, string? url)
    {
        var reading = Vocabulary.Read(id, title, url);
        Assert.Equal((null, "ambiguous-licence"), (reading.Entry?.Id, reading.Code));
        Assert.NotNull(reading.Original);
    }

    /// <summary>Scheme, host, page of the deed and the last slash of every address that any entry has.</summary>
    [Fact]
    public void Read_EveryAddressInEveryForm_IsItsLicence()
    {
        foreach (var entry in Vocabulary.Entries)
        {
            foreach (var url in entry.Urls.Append(entry.Url is null ? "" : entry.Url[(entry.Url.IndexOf("://", StringComparison.Ordinal) + 3)..]).Where(url => url.Length > 0))
            {
                var bare = url.TrimEnd('/');
                string[] forms = [$"http://{bare}", $"https://{bare}", $"https://{bare}/", $"//{bare}/", bare, $"HTTPS://{bare.ToUpperInvariant()}/", $"https://www.{bare.Replace("www.", "", StringComparison.Ordinal)}",
                    $"https://{bare}/deed.ja", $"http://{bare}/deed.ja_JP", $"https://{bare}/deed", $"https://{bare}/legalcode", $"https://{bare}/legalcode.ja", $"https://{bare}/legalcode.txt", $"https://{bare}/?lang=ja", $"https://{bare}#top"];
                foreach (var form in forms)
                    Assert.Equal((form, entry.Id), (form, Vocabulary.Read(null, null, form).Entry?.Id));
            }
        }
    }

    [Fact]
    public void Read_EverySpelling_IsTheSameInFullWidthAndCapitals() =>
        Assert.All(Vocabulary.Entries.SelectMany(entry => entry.Spellings.Concat(entry.Within).Append(entry.Id)), word =>
            Assert.Equal((word, Vocabulary.Read(word, null, null).Entry), (word, Vocabulary.Read(VocabularyText.Wide(word.ToUpperInvariant()), null, null).Entry)));

    [Fact]
    public void Read_AnyText_NeverThrowsKeepsTheWordsAndItsIdReadsAsItself() =>
        Gen.OneOf(Gen.String, Gen.OneOf("CC BY", "4.0", "表示", "（", "）", "ODbL", "または", "CC0", "https://creativecommons.org/licenses/by/4.0/", "以外", " ", "継承", "5.0", "/", "://").Array[0, 6].Select(string.Concat)).Sample(text =>
        {
            var reading = Vocabulary.Read(text, null, null);
            Assert.True(text.Trim().Length == 0 ? reading.Original is null : reading.Original is not null);
            if (reading.Entry is { } entry)
                Assert.Equal(entry, Vocabulary.Read(entry.Id, null, null).Entry);
            else
                Assert.True(reading.Code is not null || reading.Original is null);
        }, iter: 5_000);

    [Theory]
    [InlineData("自由にお使いください")]
    [InlineData("CC BY 5.0")]
    [InlineData("CCBYX")]
    [InlineData("https://creativecommons.org/licenses/by/9.9/")]
    public void Read_UnknownWords_KeepsThemAndGuessesNothing(string text)
    {
        var reading = Vocabulary.Read(text, null, null);
        Assert.Equal((null, "unknown-licence", text), (reading.Entry?.Id, reading.Code, reading.Original));
    }

    [Fact]
    public void Read_AFooterBesideALicence_DoesNotOverrideIt() =>
        Assert.Equal("CC-BY-4.0", Vocabulary.Read("CC BY 4.0", "Copyright 港区 All Rights Reserved", null).Entry?.Id);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("－")]
    public void Read_Blank_StaysBlank(string? text) => Assert.True(Vocabulary.Read(text, null, null).IsBlank);

    [Fact]
    public void Vocabulary_ASpellingClaimedTwice_IsRefused() => Assert.Throws<ArgumentException>(() => new LicenceVocabulary(
        [new LicenceEntry { Id = "A", Label = "A", Source = new("test"), Spellings = ["same"] }, new LicenceEntry { Id = "B", Label = "B", Source = new("test"), Spellings = ["ＳＡＭＥ"] }]));
}
