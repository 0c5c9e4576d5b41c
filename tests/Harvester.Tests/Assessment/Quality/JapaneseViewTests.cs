using Harvester.Core.Assessment.Quality;
using Harvester.Core.Model;
using Harvester.Tests.Mapping;
using Harvester.Tests.Storage;
using Xunit;

namespace Harvester.Tests.Assessment.Quality;

/// <summary>What an officer reads first: each aspect with its grade, and in words what to do.</summary>
public sealed class JapaneseViewTests
{
    private static readonly StandardDatasetMatch Toilets = new("public-toilets", StandardDatasetStatus.Checked, "current", null);

    public static TheoryData<string, string, Grade, string> Cases => new()
    {
        { "nothing", "standard-dataset", Grade.None, "判定されていません" },
        { "candidate", "standard-dataset", Grade.Fair, "「公衆トイレ一覧」の候補です" },
        { "older", "standard-dataset", Grade.Fair, "旧版の項目" },
        { "all columns", "standard-dataset", Grade.Good, "項目がすべてそろっています" },
        { "misspelt", "standard-dataset", Grade.Fair, "所在地_連結標記→所在地_連結表記" },
        { "lacking", "standard-dataset", Grade.Good, "ない項目：a、b、c、d、e ほか1項目" },
        { "required lacking", "standard-dataset", Grade.Poor, "必須項目3のうち2だけがあります。ない項目：緯度" },
        { "required there", "standard-dataset", Grade.Good, "必須項目がすべてそろっています。ほかにない項目：画像" },
        { "nothing", "machine-readability", Grade.Good, "1ファイルすべて" },
        { "pdf", "machine-readability", Grade.Poor, "いずれも機械判読に適していません" },
        { "both", "machine-readability", Grade.Fair, "2ファイルのうち1件" },
        { "no file", "machine-readability", Grade.Poor, "登録されていません" },
        { "nothing", "freshness", Grade.Fair, "更新頻度を登録してください" },
        { "fresh", "freshness", Grade.Good, "次の更新の期限は2027-03-02です" },
        { "overdue", "freshness", Grade.Poor, "2022-04-03以降" },
        { "as needed", "freshness", Grade.None, "期限はありません" },
        { "far future", "freshness", Grade.Fair, "証拠になりません" },
        { "nothing", "licence", Grade.Poor, "記載がありません" },
        { "open", "licence", Grade.Good, "CC-BY-4.0のオープンライセンス" },
        { "of the site", "licence", Grade.Fair, "サイトの利用規約" },
        { "unclear", "licence", Grade.Poor, "（ルールによる）" },
        { "closed", "licence", Grade.Poor, "オープンライセンスではありません" },
        { "own terms", "licence", Grade.Fair, "定まっていません" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Aspect_HasItsGradeAndSaysWhy(string what, string id, Grade grade, string words)
    {
        var aspects = JapaneseView.Of(Dataset(what), MappingFixture.Rules.Formats, MappingFixture.Rules.StandardDatasets, new DateOnly(2026, 4, 1), _ => false);

        Assert.Equal(["standard-dataset", "machine-readability", "freshness", "licence"], aspects.Select(aspect => aspect.Id));
        var aspect = aspects.Single(one => one.Id == id);
        Assert.Equal(grade, aspect.Grade);
        Assert.Contains(words, aspect.Sentence.Ja, StringComparison.Ordinal);
        Assert.EndsWith(".", aspect.Sentence.En, StringComparison.Ordinal);
    }

    private static Dataset Dataset(string what)
    {
        var dataset = StoreSamples.Dataset("a");
        var file = dataset.Distributions[0];
        return what switch
        {
            "candidate" => With(Toilets with { Status = StandardDatasetStatus.Candidate, Edition = null }),
            "older" => With(Toilets with { Edition = "older" }),
            "all columns" => With(Toilets),
            "misspelt" => With(Toilets with { Misspelt = [new MisspeltColumn("所在地_連結標記", "所在地_連結表記")] }),
            "lacking" => With(Toilets with { Missing = ["a", "b", "c", "d", "e", "f"] }),
            "required lacking" => With(Toilets with { Conformance = "required 2/3 (67 %), 38/39 columns present", Missing = ["緯度"] }),
            "required there" => With(Toilets with { Conformance = "required 3/3 (100 %), 38/39 columns present", Missing = ["画像"] }),
            "pdf" => dataset with { Distributions = [file with { Format = "PDF" }] },
            "both" => dataset with { Distributions = [file, file with { Id = "2", Format = "PDF" }] },
            "no file" => dataset with { Distributions = [] },
            "fresh" => Dated("ANNUAL", "2025-12-01"),
            "overdue" => Dated("ANNUAL", "2021-01-01"),
            "as needed" => Dated("IRREG", "2021-01-01"),
            "far future" => Dated("ANNUAL", "9999-12-31"),
            "open" => dataset with { Licence = new Licence { Id = "CC-BY-4.0", Open = true } },
            "of the site" => dataset with { Licence = new Licence { Id = "CC-BY-4.0", Open = true, Basis = LicenceBasis.Site } },
            "unclear" => dataset with { Licence = new Licence { Original = "ルールによる" } },
            "closed" => dataset with { Licence = new Licence { Id = "CC-BY-NC-4.0", Open = false } },
            "own terms" => dataset with { Licence = new Licence { Id = "LicenseRef-own-terms" } },
            _ => dataset,
        };

        Dataset With(StandardDatasetMatch match) => dataset with { Annotations = new Annotations { Id = dataset.Id, StandardDataset = match } };
        Dataset Dated(string frequency, string modified) => dataset with { Frequency = frequency, Modified = modified, ModifiedBasis = ModifiedBasis.Stated };
    }
}
