using CsCheck;
using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Model;
using Harvester.Web.Pages.Duplicates;
using Xunit;
using static Harvester.Tests.Assessment.Duplicates.Records;

namespace Harvester.Tests.Web.Pages;

/// <summary>Whatever is found of two datasets is said in Japanese, too.</summary>
public sealed class EvidenceWordsTests
{
    private static readonly Gen<Dataset> AnyDataset =
        from source in Gen.OneOf("minato", "tokyo")
        from record in Gen.Int[1, 9]
        from title in Gen.OneOf("公園一覧", "港区の公園一覧", "公園一覧（詳細）", "公園一覧 令和6年度", "公園一覧 令和7年度", "世帯数")
        from files in Gen.OneOf("koen.csv", "koen2.csv", "a/koen.csv", "a/koen2.csv", "b/koen3.csv").HashSet[0, 4]
        from isHashed in Gen.Bool
        from publisher in Gen.OneOf<string?>("131032", "131041", null)
        from page in Gen.OneOf<string?>("https://example.org/koen", null)
        select Dataset(source, $"{record}", title, [.. files.Select(file => $"https://{(source == "tokyo" && isHashed ? "c.example" : "example.org")}/{file}")]).From(publisher) with
        {
            LandingPage = page,
            Distributions = [.. files.Select((file, n) => new Distribution
            {
                Id = $"{n}", DownloadUrl = $"https://{(source == "tokyo" && isHashed ? "c.example" : "example.org")}/{file}", Format = "CSV",
                Checksum = isHashed ? new Checksum("sha256", new string((char)('a' + (file.Length % 6)), 64)) : null,
            })],
        };

    [Fact]
    public void WhateverIsFound_HasItsJapanese()
    {
        var kinds = new HashSet<string>();
        Gen.Select(AnyDataset, AnyDataset).Sample((one, other) =>
        {
            if (PairScore.Of(Profile.Of(one), Profile.Of(other), static _ => false) is not { } found)
                return;
            foreach (var evidence in new[] { found.Evidence.First, found.Evidence.Second, found.Evidence.First + "; kept apart: another record of its source fits better, or a person said so" })
            {
                var japanese = EvidenceWords.Of(evidence).Ja.Replace("URL", "", StringComparison.Ordinal);
                Assert.False(japanese.Any(char.IsAsciiLetter), $"{evidence} became {japanese}");
                lock (kinds)
                    kinds.Add(new string([.. evidence.Where(character => !char.IsAsciiDigit(character))]));
            }
        }, iter: 20_000);
        Assert.True(kinds.Count >= 20, string.Join('\n', kinds)); // the draws were of many kinds
    }

    [Theory]
    [InlineData("2 of 3 files have the same address, 1 the same name; the titles agree", "3ファイルのうち2ファイルはURLが同じです（ほかに1ファイルはファイル名が同じ）。タイトルが一致しています。")]
    [InlineData("all its files (2) are among the 5 here: the same address or file name", "相手の2ファイルはすべて、こちらの5ファイルに含まれます（URLまたはファイル名が同じ）。")]
    [InlineData("all files here (2) are among its 5: the same content", "こちらの2ファイルはすべて、相手の5ファイルに含まれます（内容が同じ）。")]
    [InlineData("something of a later version", "something of a later version")]
    public void Sentence_InJapanese(string english, string japanese)
    {
        Assert.Equal(japanese, EvidenceWords.Of(english).Ja);
        Assert.Equal(english, EvidenceWords.Of(english).En);
    }
}
